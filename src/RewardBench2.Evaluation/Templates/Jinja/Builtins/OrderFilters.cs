using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Filters that sort, group and find the least or greatest.</summary>
internal static class OrderFilters
{
    private static readonly Signature SortCall = new("sort", 0, "reverse", "case_sensitive", "attribute");
    private static readonly Signature DictSortCall = new("dictsort", 0, "case_sensitive", "by", "reverse");
    private static readonly Signature UniqueCall = new("unique", 0, "case_sensitive", "attribute");
    private static readonly Signature GroupCall = new("groupby", 1, "attribute", "default", "case_sensitive");

    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["sort"] = Sort,
        ["dictsort"] = DictSort,
        ["unique"] = Unique,
        ["min"] = (rendering, value, arguments) => Extreme(rendering, value, arguments, "min", order => order < 0),
        ["max"] = (rendering, value, arguments) => Extreme(rendering, value, arguments, "max", order => order > 0),
        ["groupby"] = GroupBy,
    };

    private static PyList Sort(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = SortCall.Bind(rendering, arguments);
        var paths = AttributePath.ReadMany(rendering, bound[2]);
        return new PyList(Sorting.Sort(
            rendering,
            Iterating.ToArray(rendering, value),
            element => new PyList([.. paths.Select(path => Folded(rendering, path.Follow(rendering, element), bound.IsTrue(1)))]),
            bound.IsTrue(0)));
    }

    private static PyList DictSort(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = DictSortCall.Bind(rendering, arguments);
        var by = bound.Or(1, "key");
        var position = by is "key" ? 0 : by is "value" ? 1 : throw rendering.Refuse("“dictsort” sorts by “key” or by “value”.");
        var dictionary = value as PyDict ?? throw rendering.Refuse($"“dictsort” sorts a dictionary, not a {PyType.Describe(value)}.");
        rendering.MakeElements(dictionary.Count);
        object?[] members = [.. dictionary.Members.Select(member => new PyTuple([member.Key, member.Value]))];
        return new PyList(Sorting.Sort(
            rendering, members, member => Folded(rendering, ((PyTuple)member!).Elements[position], bound.IsTrue(0)), bound.IsTrue(2)));
    }

    private static PyIterator Unique(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = UniqueCall.Bind(rendering, arguments);
        return Filters.Lazily(Uniques());

        IEnumerable<object?> Uniques()
        {
            var path = AttributePath.Read(rendering, bound[1]);
            var seen = new PyDict();
            foreach (var element in Iterating.Over(rendering, value))
            {
                var key = Folded(rendering, path.Follow(rendering, element), bound.IsTrue(0));
                Hashing.Check(rendering, key);
                if (!seen.TryGet(key, out _))
                {
                    rendering.MakeElements(1);
                    seen.Set(key, null);
                    yield return element;
                }
            }
        }
    }

    private static object? Extreme(Rendering rendering, object? value, Arguments arguments, string name, Func<int?, bool> isBetter)
    {
        var bound = new Signature(name, 0, "case_sensitive", "attribute").Bind(rendering, arguments);
        var path = AttributePath.Read(rendering, bound[1]);
        object? best = new Undefined("there is no element: the series is empty.");
        object? bestKey = Absent.Value;
        foreach (var element in Iterating.Over(rendering, value))
        {
            var key = Folded(rendering, path.Follow(rendering, element), bound.IsTrue(0));
            if (bestKey is Absent || isBetter(Comparing.Order(rendering, key, bestKey, name == "min" ? "<" : ">")))
            {
                (best, bestKey) = (element, key);
            }
        }

        return best;
    }

    private static PyList GroupBy(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = GroupCall.Bind(rendering, arguments);
        var path = AttributePath.Read(rendering, bound[0]);
        object? Key(object? element) => Folded(rendering, path.Follow(rendering, element, bound[1]), bound.IsTrue(2));

        var groups = new List<(object? Key, List<object?> Elements)>();
        foreach (var element in Sorting.Sort(rendering, Iterating.ToArray(rendering, value), Key, isReverse: false))
        {
            var key = Key(element);
            if (groups.Count == 0 || !Comparing.AreEqual(rendering, groups[^1].Key, key))
            {
                groups.Add((key, []));
            }

            groups[^1].Elements.Add(element);
        }

        // Grouped without regard to case, a group has the name of its first element.
        return new PyList([.. groups.Select(group => new PyTuple(
            [bound.IsTrue(2) ? group.Key : path.Follow(rendering, group.Elements[0], bound[1]), new PyList([.. group.Elements])], isGroup: true))]);
    }

    private static object? Folded(Rendering rendering, object? value, bool isCaseSensitive) =>
        !isCaseSensitive && PyText.TryPlain(value) is { } text ? Casing.Lower(rendering, text) : value;
}
