using System.Text.RegularExpressions;

namespace RewardBench2.Tests.Content;

/// <summary>What a completion and a label say the answer is.</summary>
internal static partial class MathAnswer
{
    /// <summary>The number of the last line, <c>Answer: &lt;number&gt;</c>; <c>null</c> when the last line is another.</summary>
    public static string? Of(string completion) =>
        AnswerLine().Match(completion.Split('\n')[^1]) is { Success: true } line ? line.Groups[1].Value : null;

    /// <summary>Takes <c>expression=answer</c> apart at the last equals sign.</summary>
    public static (string Expression, string Answer) OfLabel(string value)
    {
        var equals = value.LastIndexOf('=');
        return (value[..equals], value[(equals + 1)..]);
    }

    [GeneratedRegex(@"^Answer: (-?[0-9]+(?:\.[0-9]+)?)\z")]
    private static partial Regex AnswerLine();
}
