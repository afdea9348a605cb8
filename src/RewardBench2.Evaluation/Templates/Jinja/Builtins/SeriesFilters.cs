using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Filters that take a series and give its length, its ends, its parts.</summary>
internal static class SeriesFilters
{
    private static readonly Signature NoArguments = new("this filter", 0);
    private static readonly Signature JoinCall = new("join", 0, "d", "attribute");
    private static readonly Signature BatchCall = new("batch", 1, "linecount", "fill_with");
    private static readonly Signature SliceCall = new("slice", 1, "slices", "fill_with");
    private static readonly Signature SumCall = new("sum", 0, "attribute", "start");

    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["length"] = (rendering, value, arguments) => Length(rendering, value, arguments),
        ["count"] = (rendering, value, arguments) => Length(rendering, value, arguments),
        ["list"] = (rendering, value, arguments) => new PyList(Iterating.ToArray(rendering, Only(rendering, value, arguments))),
        ["first"] = First,
        ["last"] = Last,
        ["random"] = Random,
        ["reverse"] = Reverse,
        ["items"] = Items,
        ["join"] = Join,
        ["batch"] = Batch,
        ["slice"] = Slice,
        ["sum"] = Sum,
    };

    private static object? Only(Rendering rendering, object? value, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        return value;
    }

    private static long Length(Rendering rendering, object? value, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        rendering.Spend(value is string text ? text.Length >> 5 : 0);
        return Iterating.TryLength(value) ?? throw rendering.Refuse($"a {PyType.Describe(value)} has no length.");
    }

    private static object? First(Rendering rendering, object? value, Arguments arguments)
    {
        foreach (var element in Iterating.Over(rendering, Only(rendering, value, arguments)))
        {
            return element;
        }

        return new Undefined("there is no first element: the series is empty.");
    }

    private static object? Last(Rendering rendering, object? value, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        var reversed = Reversed(rendering, value) ?? throw rendering.Refuse($"a {PyType.Describe(value)} has no last element.");
        return reversed.Cast<object?>().DefaultIfEmpty(new Undefined("there is no last element: the series is empty.")).First();
    }

    private static object? Random(Rendering rendering, object? value, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        return Iterating.TryLength(value) switch
        {
            0 when value is not PyDict => new Undefined("there is no random element: the series is empty."),
            1 when value is not PyDict => Members.Element(rendering, value, 0L),
            _ => throw rendering.Refuse("“random” chooses by chance, and a conversation must read the same every time."),
        };
    }

    private static object? Reverse(Rendering rendering, object? value, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        if (value is string or Markup)
        {
            return Slicing.Slice(rendering, value, null, null, -1L);
        }

        return Reversed(rendering, value) is { } reversed
            ? Filters.Lazily(reversed)
            : new PyList([.. Iterating.ToArray(rendering, value).Reverse()]);
    }

    // What Python can go through backwards; null for what it cannot.
    private static IEnumerable<object?>? Reversed(Rendering rendering, object? value) => value switch
    {
        PySequence sequence => Backwards(rendering, sequence.Elements.Length, at => sequence.Elements[at]),
        PyRange range => Backwards(rendering, (int)range.Length, at => range[at]),
        string or Markup => Iterating.ToArray(rendering, value).Reverse(),
        PyDict dictionary => dictionary.Keys.Reverse(),
        PyView view => view.Elements.Reverse(),
        Undefined => [],
        _ => null,
    };

    private static IEnumerable<object?> Backwards(Rendering rendering, int count, Func<int, object?> at)
    {
        for (var position = count - 1; position >= 0; position--)
        {
            rendering.Spend();
            yield return at(position);
        }
    }

    private static PyIterator Items(Rendering rendering, object? value, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        return Filters.Lazily(Pairs());

        IEnumerable<object?> Pairs()
        {
            var members = value is Undefined ? [] : value is PyDict dictionary
                ? dictionary.Members
                : throw rendering.Refuse($"only a dictionary has items, not a {PyType.Describe(value)}.");
            foreach (var (key, member) in members)
            {
                yield return new PyTuple([key, member]);
            }
        }
    }

    private static string Join(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = JoinCall.Bind(rendering, arguments);
        var separator = Printing.Text(rendering, bound.Or(0, ""));
        var path = AttributePath.Read(rendering, bound[1]);
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var element in Iterating.Over(rendering, value))
        {
            rendering.Write(text, isFirst ? "" : separator);
            rendering.Write(text, Printing.Text(rendering, path.Follow(rendering, element)));
            isFirst = false;
        }

        return text.ToString();
    }

    private static PyIterator Batch(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = BatchCall.Bind(rendering, arguments);
        return Filters.Lazily(Batches());

        IEnumerable<object?> Batches()
        {
            var batch = new List<object?>();
            foreach (var element in Iterating.Over(rendering, value))
            {
                if (Comparing.AreEqual(rendering, (long)batch.Count, bound[0]))
                {
                    yield return new PyList([.. batch]);
                    batch.Clear();
                }

                rendering.MakeElements(1);
                batch.Add(element);
            }

            if (batch.Count > 0)
            {
                var missing = bound[1] is null ? 0 : Math.Max(0, bound.Whole(0, 0) - batch.Count);
                rendering.MakeElements(missing);
                yield return new PyList([.. batch, .. Enumerable.Repeat(bound[1], (int)missing)]);
            }
        }
    }

    private static PyIterator Slice(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = SliceCall.Bind(rendering, arguments);
        return Filters.Lazily(Slices());

        IEnumerable<object?> Slices()
        {
            var elements = Iterating.ToArray(rendering, value);
            var count = bound.Whole(0, 0);
            if (count == 0)
            {
                throw rendering.Refuse("a series cannot be cut into 0 slices.");
            }

            var (each, more) = Math.DivRem(elements.Length, count);
            var start = 0L;
            for (var at = 0L; at < count; at++)
            {
                var length = each + (at < more ? 1 : 0);
                rendering.MakeElements(length + 1);
                var slice = elements.Skip((int)start).Take((int)length);
                yield return new PyList(bound[1] is not null && at >= more ? [.. slice, bound[1]] : [.. slice]);
                start += length;
            }
        }
    }

    private static object? Sum(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = SumCall.Bind(rendering, arguments);
        var path = AttributePath.Read(rendering, bound[0]);
        var sum = bound.Or(1, 0L);
        if (sum is string or Markup)
        {
            throw rendering.Refuse("“sum” adds numbers; join texts with |join.");
        }

        foreach (var element in Iterating.Over(rendering, value))
        {
            sum = Arithmetic.Apply(rendering, "+", sum, path.Follow(rendering, element));
        }

        return sum;
    }
}
