using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary><c>value[start:stop:step]</c>.</summary>
internal static class Slicing
{
    public static object Slice(Rendering rendering, object? target, object? start, object? stop, object? step)
    {
        if (target is not (string or Markup or PySequence or PyRange))
        {
            throw rendering.Refuse(target is Undefined missing ? missing.Message : $"a {PyType.Describe(target)} cannot be sliced.");
        }

        var by = Bound(rendering, step) ?? 1;
        if (by == 0)
        {
            throw rendering.Refuse("the step of a slice is 0.");
        }

        if (target is string or Markup)
        {
            var text = PyText.Plain(target);
            rendering.Spend((text.Length >> 4) + 1);
            var sliced = SliceText(rendering, text, Bound(rendering, start), Bound(rendering, stop), by);
            return target is Markup ? new Markup(sliced) : sliced;
        }

        var length = target is PySequence whole ? whole.Elements.Length : ((PyRange)target).Length;
        var (from, to) = Clamp(Bound(rendering, start), Bound(rendering, stop), by, length);
        if (target is PyRange range)
        {
            return new PyRange(range.Start + (from * range.Step), range.Start + (to * range.Step), range.Step * by);
        }

        var sequence = (PySequence)target;
        var elements = Pick(rendering, sequence.Elements, from, to, by);
        return sequence is PyList ? new PyList(elements) : new PyTuple(elements);
    }

    private static string SliceText(Rendering rendering, string text, long? start, long? stop, long by)
    {
        var isSimple = PyText.IsSimple(text);
        var (from, to) = Clamp(start, stop, by, isSimple ? text.Length : PyText.Length(text));
        if (by == 1)
        {
            rendering.MakeText(Math.Max(0, to - from));
            return to <= from ? "" : text[PyText.Offset(text, from)..PyText.Offset(text, to)];
        }

        object?[] letters = [.. PyText.Characters(rendering, text)];
        rendering.MakeText(text.Length);
        return string.Concat(Pick(rendering, letters, from, to, by));
    }

    private static object?[] Pick(Rendering rendering, object?[] elements, long from, long to, long by)
    {
        var count = by > 0 ? from < to ? ((to - from - 1) / by) + 1 : 0 : from > to ? ((from - to - 1) / -by) + 1 : 0;
        rendering.MakeElements(count);
        if (by == 1)
        {
            return elements[(int)from..(int)Math.Max(from, to)];
        }

        var picked = new object?[count];
        for (var at = 0; at < count; at++)
        {
            picked[at] = elements[from + (at * by)];
        }

        return picked;
    }

    private static (long From, long To) Clamp(long? start, long? stop, long by, long length)
    {
        var (lowest, highest) = by > 0 ? (0L, length) : (-1L, length - 1);
        long Within(long? bound, long fallback) =>
            bound is not { } at ? fallback : Math.Clamp(at < 0 ? at + length : at, lowest, highest);

        return (Within(start, by > 0 ? lowest : highest), Within(stop, by > 0 ? highest : lowest));
    }

    private static long? Bound(Rendering rendering, object? bound) => bound switch
    {
        null => null,
        long whole => Math.Clamp(whole, -int.MaxValue, int.MaxValue),
        bool truth => truth ? 1 : 0,
        BigInteger big => big.Sign * (long)int.MaxValue,
        Undefined missing => throw rendering.Refuse(missing.Message),
        _ => throw rendering.Refuse($"a slice is bounded by whole numbers, not by a {PyType.Describe(bound)}."),
    };
}
