using System.Globalization;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>The filters that chat templates use.</summary>
public static class JinjaFilters
{
    public static object? Apply(string filter, object? value, JinjaArguments arguments) => filter switch
    {
        "trim" => Text(value, arguments).Trim(),
        "upper" => Text(value, arguments).ToUpperInvariant(),
        "lower" => Text(value, arguments).ToLowerInvariant(),
        "capitalize" => Capitalize(Text(value, arguments)),
        "title" => Title(Text(value, arguments)),
        "string" => Text(value, arguments),
        "replace" => Replace(Text(value, arguments), arguments),
        "safe" => value,
        "length" or "count" => Length(value, arguments),
        "tojson" => JinjaValues.Json(value, (int?)arguments.Whole(0, "indent"), arguments.Line),
        "default" or "d" => Default(value, arguments),
        "join" => Join(List(value, arguments), arguments),
        "first" => List(value, arguments) is [var first, ..] ? first : JinjaUndefined.Named("first"),
        "last" => List(value, arguments) is [.., var last] ? last : JinjaUndefined.Named("last"),
        "list" => List(value, arguments).ToList(),
        "reverse" => Enumerable.Reverse(List(value, arguments)).ToList(),
        "items" when value is Dictionary<string, object?> members => JinjaMethods.Items(members),
        "int" => ToWhole(value),
        "float" => JinjaValues.Number(value) ?? 0.0,
        "abs" => JinjaValues.FromNumber(Math.Abs(JinjaValues.Number(value) ?? 0), value is not double),
        "map" => List(value, arguments).Select(element => MapOne(element, arguments)).ToList(),
        "selectattr" => Select(value, arguments, isRejecting: false),
        "rejectattr" => Select(value, arguments, isRejecting: true),
        _ => throw new ChatTemplateException(arguments.Line, $"the filter “{filter}” is not known here."),
    };

    public static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    public static string Title(string text) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant());

    public static string Replace(string text, JinjaArguments arguments)
    {
        var old = arguments.Text(0, "old");
        var replacement = arguments.Text(1, "new") ?? "";
        if (string.IsNullOrEmpty(old))
        {
            throw new ChatTemplateException(arguments.Line, "“replace” needs a text to look for.");
        }

        // The length is checked before the text is made.
        var growth = replacement.Length > old.Length ? (long)text.AsSpan().Count(old) * (replacement.Length - old.Length) : 0;
        JinjaLimits.CheckText(text.Length + growth, arguments.Line);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private static string Text(object? value, JinjaArguments arguments) => JinjaValues.Text(value, arguments.Line);

    private static List<object?> List(object? value, JinjaArguments arguments) => value switch
    {
        List<object?> list => list,
        string text => [.. text.Take(JinjaLimits.Elements).Select(letter => letter.ToString())],
        Dictionary<string, object?> members => [.. members.Keys],
        _ => throw new ChatTemplateException(arguments.Line, "this filter needs a list."),
    };

    private static long Length(object? value, JinjaArguments arguments) => value switch
    {
        string text => text.Length,
        List<object?> list => list.Count,
        Dictionary<string, object?> members => members.Count,
        JinjaUndefined => 0,
        _ => throw new ChatTemplateException(arguments.Line, "this value has no length."),
    };

    private static object? Default(object? value, JinjaArguments arguments)
    {
        var replacesFalse = JinjaValues.IsTrue(arguments.Get(1, "boolean"));
        var isMissing = value is JinjaUndefined || (replacesFalse && !JinjaValues.IsTrue(value));
        return isMissing ? arguments.Get(0, "default_value") ?? "" : value;
    }

    private static string Join(List<object?> list, JinjaArguments arguments)
    {
        var between = arguments.Text(0, "d") ?? "";
        var pieces = list.ConvertAll(element => Text(element, arguments));
        JinjaLimits.CheckText(pieces.Sum(piece => (long)piece.Length + between.Length), arguments.Line);
        return string.Join(between, pieces);
    }

    private static long ToWhole(object? value) => value switch
    {
        string text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0,
        _ => (long)Math.Clamp(JinjaValues.Number(value) ?? 0, -1e15, 1e15),
    };

    private static object? MapOne(object? element, JinjaArguments arguments) => arguments.Named.GetValueOrDefault("attribute") is string name
        ? Attribute(element, name)
        : Apply(arguments.Text(0, "filter") ?? "", element, arguments with { Positional = [.. arguments.Positional.Skip(1)] });

    private static List<object?> Select(object? value, JinjaArguments arguments, bool isRejecting)
    {
        var name = arguments.Text(0, "attribute") ?? "";
        var test = arguments.Text(1, "test") ?? "true-like";
        var rest = arguments with { Positional = [.. arguments.Positional.Skip(2)] };
        return [.. List(value, arguments).Where(element => JinjaTests.Holds(test, Attribute(element, name), rest) != isRejecting)];
    }

    private static object? Attribute(object? element, string name) =>
        element is Dictionary<string, object?> members && members.TryGetValue(name, out var value) ? value : JinjaUndefined.Named(name);
}
