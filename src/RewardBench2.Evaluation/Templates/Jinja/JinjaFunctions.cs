namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>The functions a chat template may call.</summary>
/// <remarks>
/// <c>strftime_now</c> is left out on purpose: a date in the text would make a run differ from day to day. Templates
/// that use it check first whether it is there, and have a fixed date otherwise.
/// </remarks>
public static class JinjaFunctions
{
    public static bool Exists(string name) => name is "raise_exception" or "namespace" or "range" or "dict";

    public static object? Call(string name, JinjaArguments arguments) => name switch
    {
        "raise_exception" => throw new ChatTemplateException(
            arguments.Line, $"the template refuses this conversation: {arguments.Text(0, "message")}"),
        "namespace" => Namespace(arguments),
        "dict" => arguments.Named.ToDictionary(),
        "range" => Range(arguments),
        _ => throw new ChatTemplateException(arguments.Line, $"the function “{name}” is not known here."),
    };

    private static JinjaNamespace Namespace(JinjaArguments arguments)
    {
        var made = new JinjaNamespace();
        foreach (var (member, value) in arguments.Named)
        {
            made.Members[member] = value;
        }

        return made;
    }

    private static List<object?> Range(JinjaArguments arguments)
    {
        var first = arguments.Whole(0, "start") ?? 0;
        var (start, end) = arguments.Whole(1, "end") is { } second ? (first, second) : (0, first);
        var step = arguments.Whole(2, "step") ?? 1;
        if (step == 0 || Math.Abs((double)end - start) / Math.Abs((double)step) > JinjaLimits.Elements)
        {
            throw new ChatTemplateException(arguments.Line, "this range is too long.");
        }

        var numbers = new List<object?>();
        for (var number = start; step > 0 ? number < end : number > end; number += step)
        {
            numbers.Add(number);
        }

        return numbers;
    }
}
