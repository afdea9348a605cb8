using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>What can be gone through, and how much there is of it.</summary>
internal static class Iterating
{
    /// <summary>The elements of a value: a text's characters, a dictionary's keys.</summary>
    /// <exception cref="ChatTemplateException">It has none, such as a number.</exception>
    public static IEnumerable<object?> Over(Rendering rendering, object? value) => TryOver(rendering, value) ?? throw rendering.Refuse(
        value is null ? "none cannot be gone through." : $"a {PyType.Describe(value)} cannot be gone through.");

    /// <summary>The elements of a value; <c>null</c> where it can have none.</summary>
    public static IEnumerable<object?>? TryOver(Rendering rendering, object? value) => value switch
    {
        PySequence sequence => sequence.Elements,
        string text => PyText.Characters(rendering, text),
        Markup markup => PyText.Characters(rendering, markup.Text),
        PyDict dictionary => dictionary.Keys,
        PyView view => view.Elements,
        PyRange range => Numbers(range),
        PyIterator iterator => Rest(rendering, iterator),
        LoopContext loop => loop.Remaining(),
        Undefined => [],
        _ => null,
    };

    /// <summary>All elements at once.</summary>
    public static object?[] ToArray(Rendering rendering, object? value)
    {
        if (value is PySequence sequence)
        {
            rendering.MakeElements(sequence.Elements.Length);
            return [.. sequence.Elements];
        }

        var elements = new List<object?>();
        foreach (var element in Over(rendering, value))
        {
            rendering.MakeElements(1);
            elements.Add(element);
        }

        return [.. elements];
    }

    /// <summary>How many elements there are; <c>null</c> where Python cannot tell.</summary>
    public static long? TryLength(object? value) => value switch
    {
        string text => PyText.Length(text),
        Markup markup => PyText.Length(markup.Text),
        PySequence sequence => sequence.Elements.Length,
        PyDict dictionary => dictionary.Count,
        PyView view => view.Count,
        PyRange range => range.Length,
        LoopContext loop => loop.Length,
        Undefined => 0,
        _ => null,
    };

    private static IEnumerable<object?> Numbers(PyRange range)
    {
        for (long at = 0; at < range.Length; at++)
        {
            yield return range[at];
        }
    }

    private static IEnumerable<object?> Rest(Rendering rendering, PyIterator iterator)
    {
        while (iterator.TryNext(out var element))
        {
            rendering.Spend();
            yield return element;
        }
    }
}
