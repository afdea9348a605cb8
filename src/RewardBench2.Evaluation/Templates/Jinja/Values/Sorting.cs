using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary><c>sorted</c>, as Python does it.</summary>
internal static class Sorting
{
    /// <summary>A stable merge sort that asks only whether one key is below another; a reverse one keeps equals in order.</summary>
    public static object?[] Sort(Rendering rendering, object?[] elements, Func<object?, object?> keyOf, bool isReverse)
    {
        rendering.MakeElements(elements.Length * 2L);
        var keyed = elements.Select(element => (Key: keyOf(element), Element: element)).ToArray();
        var other = new (object? Key, object? Element)[keyed.Length];
        bool IsBelow(object? left, object? right) => Comparing.Order(rendering, left, right, "<") < 0;

        for (var width = 1; width < keyed.Length; width *= 2)
        {
            for (var start = 0; start < keyed.Length; start += 2 * width)
            {
                var (left, middle, end) = (start, Math.Min(start + width, keyed.Length), Math.Min(start + (2 * width), keyed.Length));
                var right = middle;
                for (var at = start; at < end; at++)
                {
                    var takesRight = left >= middle
                        || (right < end && (isReverse ? IsBelow(keyed[left].Key, keyed[right].Key) : IsBelow(keyed[right].Key, keyed[left].Key)));
                    other[at] = takesRight ? keyed[right++] : keyed[left++];
                }
            }

            (keyed, other) = (other, keyed);
        }

        return [.. keyed.Select(pair => pair.Element)];
    }
}
