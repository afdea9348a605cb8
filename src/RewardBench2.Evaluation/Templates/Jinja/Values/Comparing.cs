using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Equality, order and containment of values. Every element looked at is counted.</summary>
internal static class Comparing
{
    public static bool AreEqual(Rendering rendering, object? left, object? right)
    {
        rendering.Spend();
        switch (left, right)
        {
            case (null, _) or (_, null):
                return left is null && right is null;
            case (string one, string two):
                rendering.Spend(one.Length == two.Length ? one.Length >> 4 : 0);
                return one == two;
            case (string or Markup, string or Markup):
                return AreEqual(rendering, PyText.Plain(left), PyText.Plain(right));
            case (PyList one, PyList two):
                return AreAllEqual(rendering, one.Elements, two.Elements);
            case (PyTuple one, PyTuple two):
                return AreAllEqual(rendering, one.Elements, two.Elements);
            case (PyDict one, PyDict two):
                return HaveEqualMembers(rendering, one, two);
            case (PyRange one, PyRange two):
                return one.Length == two.Length
                    && (one.Length == 0 || (one.Start == two.Start && (one.Length == 1 || one.Step == two.Step)));
            case (PyView { Kind: not "dict_values" } one, PyView { Kind: not "dict_values" } two):
                return one.Count == two.Count && one.Elements.All(element => Contains(rendering, two, element));
            case (Undefined, Undefined):
                return true;
            default:
                return ReferenceEquals(left, right) || (PyNumber.IsNumber(left) && PyNumber.IsNumber(right) && PyNumber.AreEqual(left, right));
        }
    }

    /// <summary>Below, at or above 0, as Python orders two values.</summary>
    /// <returns><c>null</c> where a NaN has no order.</returns>
    public static int? Order(Rendering rendering, object? left, object? right, string sign)
    {
        rendering.Spend();
        switch (left, right)
        {
            case (double.NaN, _) or (_, double.NaN) when PyNumber.IsNumber(left) && PyNumber.IsNumber(right):
                return null;
            case ({ }, { }) when PyNumber.IsNumber(left) && PyNumber.IsNumber(right):
                return PyNumber.Compare(left, right);
            case (string or Markup, string or Markup):
                var (one, two) = (PyText.Plain(left), PyText.Plain(right));
                rendering.Spend(Math.Min(one.Length, two.Length) >> 4);
                return CompareByCodePoint(one, two);
            case (PyList one1, PyList two1):
                return OrderElements(rendering, one1.Elements, two1.Elements, sign);
            case (PyTuple one2, PyTuple two2):
                return OrderElements(rendering, one2.Elements, two2.Elements, sign);
            case (Undefined missing, _):
                throw rendering.Refuse(missing.Message);
            case (_, Undefined missing):
                throw rendering.Refuse(missing.Message);
            default:
                throw rendering.Refuse($"“{sign}” cannot compare a {PyType.Describe(left)} and a {PyType.Describe(right)}.");
        }
    }

    /// <summary><c>part in whole</c>.</summary>
    public static bool Contains(Rendering rendering, object? whole, object? part)
    {
        switch (whole)
        {
            case string or Markup:
                var text = PyText.Plain(whole);
                var piece = PyText.TryPlain(part)
                    ?? throw rendering.Refuse($"“in” looks for a text in a text, not for a {PyType.Describe(part)}.");
                rendering.Spend((text.Length >> 3) + 1);
                return text.Contains(piece, StringComparison.Ordinal);
            case PyDict dictionary:
                return Has(rendering, dictionary, part);
            case PyView { Kind: "dict_keys" } keys:
                return Has(rendering, keys.Dictionary, part);
            case PyRange range when PyNumber.IsWhole(part):
                var offset = PyNumber.Big(part!) - range.Start;
                return offset % range.Step == 0 && offset / range.Step >= 0 && offset / range.Step < range.Length;
            case Undefined:
                return false;
            default:
                foreach (var element in Iterating.Over(rendering, whole))
                {
                    if (IsSameOrEqual(rendering, element, part))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    // Python takes a value for equal to itself without looking into it.
    private static bool IsSameOrEqual(Rendering rendering, object? left, object? right)
    {
        rendering.Spend();
        return (ReferenceEquals(left, right) && left is not double) || AreEqual(rendering, left, right);
    }

    private static bool Has(Rendering rendering, PyDict dictionary, object? key)
    {
        Hashing.Check(rendering, key);
        return dictionary.TryGet(key, out _);
    }

    private static bool AreAllEqual(Rendering rendering, object?[] left, object?[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        rendering.Descend();
        var areEqual = true;
        for (var at = 0; areEqual && at < left.Length; at++)
        {
            areEqual = IsSameOrEqual(rendering, left[at], right[at]);
        }

        rendering.Ascend();
        return areEqual;
    }

    private static bool HaveEqualMembers(Rendering rendering, PyDict left, PyDict right)
    {
        rendering.Descend();
        var areEqual = left.Count == right.Count
            && left.Members.All(member => right.TryGet(member.Key, out var other) && IsSameOrEqual(rendering, member.Value, other));
        rendering.Ascend();
        return areEqual;
    }

    private static int? OrderElements(Rendering rendering, object?[] left, object?[] right, string sign)
    {
        rendering.Descend();
        int? order = left.Length.CompareTo(right.Length);
        for (var at = 0; at < Math.Min(left.Length, right.Length); at++)
        {
            if (!IsSameOrEqual(rendering, left[at], right[at]))
            {
                order = Order(rendering, left[at], right[at], sign);
                break;
            }
        }

        rendering.Ascend();
        return order;
    }

    // UTF-16 orders surrogates below U+E000; Python orders by code point.
    private static int CompareByCodePoint(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (one, two) = (left[same], right[same]);
        return char.IsSurrogate(one) != char.IsSurrogate(two) ? char.IsSurrogate(one) ? 1 : -1 : one.CompareTo(two);
    }
}
