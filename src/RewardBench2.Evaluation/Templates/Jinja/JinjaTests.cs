namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>What may stand after <c>is</c>.</summary>
public static class JinjaTests
{
    public static bool Holds(string test, object? value, JinjaArguments arguments) => test switch
    {
        "defined" => value is not JinjaUndefined,
        "undefined" => value is JinjaUndefined,
        "none" => value is null,
        "string" => value is string,
        "mapping" => value is Dictionary<string, object?>,
        "sequence" => value is List<object?> or string or Dictionary<string, object?>,
        "iterable" => value is List<object?> or string or Dictionary<string, object?>,
        "number" => value is long or double,
        "integer" => value is long,
        "boolean" => value is bool,
        "true" => value is true,
        "false" => value is false,
        "true-like" => JinjaValues.IsTrue(value),
        "odd" => value is long number && number % 2 != 0,
        "even" => value is long number && number % 2 == 0,
        "equalto" or "eq" or "==" => JinjaValues.AreEqual(value, arguments.Get(0, "other")),
        "ne" or "!=" => !JinjaValues.AreEqual(value, arguments.Get(0, "other")),
        "in" => arguments.Get(0, "list") is List<object?> list && list.Exists(element => JinjaValues.AreEqual(element, value)),
        _ => throw new ChatTemplateException(arguments.Line, $"the test “{test}” is not known here."),
    };
}
