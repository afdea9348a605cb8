namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>The methods of texts and dictionaries that chat templates use.</summary>
public static class JinjaMethods
{
    public static object? Call(object? target, string method, JinjaArguments arguments) => target switch
    {
        string text => OfText(text, method, arguments),
        Dictionary<string, object?> members => OfDictionary(members, method, arguments),
        JinjaUndefined missing => throw new ChatTemplateException(arguments.Line, $"“{missing.Name}” is not defined."),
        _ => throw Unknown(method, arguments),
    };

    private static object? OfText(string text, string method, JinjaArguments arguments) => method switch
    {
        "strip" => text.Trim(Letters(arguments)),
        "lstrip" => text.TrimStart(Letters(arguments)),
        "rstrip" => text.TrimEnd(Letters(arguments)),
        "startswith" => text.StartsWith(Required(arguments), StringComparison.Ordinal),
        "endswith" => text.EndsWith(Required(arguments), StringComparison.Ordinal),
        "upper" => text.ToUpperInvariant(),
        "lower" => text.ToLowerInvariant(),
        "capitalize" => JinjaFilters.Capitalize(text),
        "title" => JinjaFilters.Title(text),
        "find" => (long)text.IndexOf(Required(arguments), StringComparison.Ordinal),
        "split" => Split(text, arguments),
        "replace" => JinjaFilters.Replace(text, arguments),
        _ => throw Unknown(method, arguments),
    };

    private static object? OfDictionary(Dictionary<string, object?> members, string method, JinjaArguments arguments) => method switch
    {
        "get" => members.TryGetValue(Required(arguments), out var value) ? value : arguments.Get(1, "default"),
        "keys" => members.Keys.Select(object? (key) => key).ToList(),
        "values" => members.Values.ToList(),
        "items" => Items(members),
        _ => throw Unknown(method, arguments),
    };

    /// <summary>A dictionary as a list of key and value.</summary>
    public static List<object?> Items(Dictionary<string, object?> members) =>
        [.. members.Select(object? (member) => new List<object?> { member.Key, member.Value })];

    private static List<object?> Split(string text, JinjaArguments arguments)
    {
        var most = (int)Math.Clamp(arguments.Whole(1, "maxsplit") ?? -1, -1, JinjaLimits.Elements - 1);
        var count = most < 0 ? JinjaLimits.Elements : most + 1;
        var pieces = arguments.Text(0, "sep") is { Length: > 0 } separator
            ? text.Split(separator, count)
            : text.Split((char[]?)null, count, StringSplitOptions.RemoveEmptyEntries);
        return [.. pieces];
    }

    // No argument means white space, in .NET as in Python.
    private static char[]? Letters(JinjaArguments arguments) => arguments.Text(0, "chars")?.ToCharArray();

    private static string Required(JinjaArguments arguments) => arguments.Text(0, "text")
        ?? throw new ChatTemplateException(arguments.Line, "this method needs a text.");

    private static ChatTemplateException Unknown(string method, JinjaArguments arguments) =>
        new(arguments.Line, $"the method “{method}” is not known here.");
}
