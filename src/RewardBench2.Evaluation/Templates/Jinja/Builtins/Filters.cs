using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>What stands behind <c>|</c>.</summary>
internal delegate object? Filter(Rendering rendering, object? value, Arguments arguments);

/// <summary>Jinja's filters by name, with the <c>tojson</c> of transformers.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Filter> Known = new(
        [.. TextFilters.All, .. TextLayoutFilters.All, .. NumberFilters.All, .. SeriesFilters.All, .. OrderFilters.All, .. ChoosingFilters.All, .. MarkupFilters.All],
        StringComparer.Ordinal)
    {
        ["default"] = Default,
        ["d"] = Default,
        ["attr"] = Attribute,
        ["tojson"] = Json.Filter,
    };

    private static readonly Signature DefaultCall = new("default", 0, "default_value", "boolean");
    private static readonly Signature AttributeCall = new("attr", 1, "name");

    public static Filter? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>The elements of what a filter was given, as its Python code would go through them.</summary>
    public static PyIterator Lazily(IEnumerable<object?> elements, string kind = "generator") => new(elements.GetEnumerator(), kind);

    private static object? Default(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = DefaultCall.Bind(rendering, arguments);
        return value is Undefined || (bound.IsTrue(1) && !PyType.IsTrue(value)) ? bound.Or(0, "") : value;
    }

    private static object? Attribute(Rendering rendering, object? value, Arguments arguments)
    {
        var name = AttributeCall.Bind(rendering, arguments).Text(0);
        if (value is Undefined missing)
        {
            throw rendering.Refuse(missing.Message);
        }

        var attribute = Members.FindAttribute(rendering, value, name);
        return attribute is Absent ? new Undefined($"a {PyType.Describe(value)} has no “{name}”.") : attribute;
    }
}
