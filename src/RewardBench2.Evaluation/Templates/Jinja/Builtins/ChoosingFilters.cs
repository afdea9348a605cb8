using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary><c>map</c>, <c>select</c>, <c>reject</c> and their kind: nothing happens before somebody goes through what they give.</summary>
internal static class ChoosingFilters
{
    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["map"] = (rendering, value, arguments) => Filters.Lazily(Map(rendering, value, arguments)),
        ["select"] = (rendering, value, arguments) => Filters.Lazily(Choose(rendering, value, arguments, wanted: true, byAttribute: false)),
        ["reject"] = (rendering, value, arguments) => Filters.Lazily(Choose(rendering, value, arguments, wanted: false, byAttribute: false)),
        ["selectattr"] = (rendering, value, arguments) => Filters.Lazily(Choose(rendering, value, arguments, wanted: true, byAttribute: true)),
        ["rejectattr"] = (rendering, value, arguments) => Filters.Lazily(Choose(rendering, value, arguments, wanted: false, byAttribute: true)),
    };

    private static IEnumerable<object?> Map(Rendering rendering, object? value, Arguments arguments)
    {
        if (!PyType.IsTrue(value))
        {
            yield break;
        }

        var change = Change(rendering, arguments);
        foreach (var element in Iterating.Over(rendering, value))
        {
            yield return change(element);
        }
    }

    private static Func<object?, object?> Change(Rendering rendering, Arguments arguments)
    {
        var named = arguments.Named.ToDictionary(argument => argument.Key, argument => argument.Value);
        if (arguments.Positional.Length == 0 && named.Remove("attribute", out var attribute))
        {
            named.Remove("default", out var fallback);
            if (named.Count > 0)
            {
                throw rendering.Refuse($"“map” has no argument “{named.Keys.First()}”.");
            }

            var path = AttributePath.Read(rendering, attribute);
            return element => path.Follow(rendering, element, fallback);
        }

        if (arguments.Positional.Length == 0)
        {
            throw rendering.Refuse("“map” needs the name of a filter or an attribute.");
        }

        var name = arguments.Positional[0];
        Hashing.Check(rendering, name);
        var rest = arguments.Skip(1);
        var filter = PyText.TryPlain(name) is { } text ? Filters.Find(text) : null;
        return element => (filter ?? throw rendering.Refuse($"the filter “{Printing.Text(rendering, name)}” is not known here."))(rendering, element, rest);
    }

    private static IEnumerable<object?> Choose(Rendering rendering, object? value, Arguments arguments, bool wanted, bool byAttribute)
    {
        if (!PyType.IsTrue(value))
        {
            yield break;
        }

        if (byAttribute && arguments.Positional.Length == 0)
        {
            throw rendering.Refuse("the name of an attribute is missing.");
        }

        var path = AttributePath.Read(rendering, byAttribute ? arguments.Positional[0] : null);
        var holds = Condition(rendering, byAttribute ? arguments.Skip(1) : arguments);
        foreach (var element in Iterating.Over(rendering, value))
        {
            if (holds(path.Follow(rendering, element)) == wanted)
            {
                yield return element;
            }
        }
    }

    private static Func<object?, bool> Condition(Rendering rendering, Arguments arguments)
    {
        if (arguments.Positional.Length == 0)
        {
            return PyType.IsTrue;
        }

        var name = arguments.Positional[0];
        Hashing.Check(rendering, name);
        var rest = arguments.Skip(1);
        var test = PyText.TryPlain(name) is { } text ? JinjaTests.Find(text) : null;
        return element => (test ?? throw rendering.Refuse($"the test “{Printing.Text(rendering, name)}” is not known here."))(rendering, element, rest);
    }
}
