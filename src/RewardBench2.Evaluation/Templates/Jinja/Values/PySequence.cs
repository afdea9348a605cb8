namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>A list or a tuple. Templates cannot change one, so neither grows.</summary>
internal abstract class PySequence(object?[] elements)
{
    public object?[] Elements => elements;
}

internal sealed class PyList(object?[] elements) : PySequence(elements);

/// <param name="isGroup">A pair of <c>groupby</c>, whose members also have the names <c>grouper</c> and <c>list</c>.</param>
internal sealed class PyTuple(object?[] elements, bool isGroup = false) : PySequence(elements)
{
    public bool IsGroup => isGroup;
}

/// <summary><c>range(…)</c>.</summary>
internal sealed class PyRange(long start, long stop, long step)
{
    public long Start => start;

    public long Stop => stop;

    public long Step => step;

    public long Length { get; } = step > 0
        ? start < stop ? ((stop - start - 1) / step) + 1 : 0
        : start > stop ? ((start - stop - 1) / -step) + 1 : 0;

    public long this[long index] => start + (index * step);

    public override string ToString() => step == 1 ? $"range({start}, {stop})" : $"range({start}, {stop}, {step})";
}

/// <summary>What <c>|map</c>, <c>|select</c> and their like give: made when asked for, and gone once read.</summary>
internal sealed class PyIterator(IEnumerator<object?> elements, string kind = "generator")
{
    public string Kind => kind;

    public bool TryNext(out object? element)
    {
        var isThere = elements.MoveNext();
        element = isThere ? elements.Current : null;
        return isThere;
    }
}

/// <summary>Text marked as safe HTML: what is joined to it is escaped.</summary>
internal sealed class Markup(string text)
{
    public string Text => text;

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal);
}
