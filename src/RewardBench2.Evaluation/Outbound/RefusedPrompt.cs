using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Recognises refusals that are about one prompt's content or length, and say nothing of other prompts.</summary>
public static partial class RefusedPrompt
{
    /// <summary>A filter for harmful content holds the prompt, or its answer, back.</summary>
    public static bool IsFiltered(ServerError error) => Filter().IsMatch($"{error.Code} {error.Message}");

    /// <summary>The prompt, with the answer asked for, is more than the model can read and write.</summary>
    public static bool IsTooLong(ServerError error) => Length().IsMatch($"{error.Code} {error.Message}");

    [GeneratedRegex(
        """
        content[_ -]?filter | content[_ -]?polic | content\ management\ policy | ResponsibleAI | data[_ -]?inspection | invalid_prompt\b
        | inappropriate\ content | content\ moderation | requires\ moderation | prohibited[_ ]content | safety\ (?:system|filter|polic|setting)
        | SAFETY_CHECK
        | \bviolat\w+\ (?:our\ |the\ )?(?:usage|use|acceptable|content|safety)[^.]{0,20}\b(?:guideline|polic) | usage\ guidelines | content\ exists\ risk | ^1301\b | 敏感内容
        | blocked\ (?:by|for|due\ to)\ [^.]{0,30}(?:safety|filter|polic|moderation)
        | \b(?:input|prompt|request|content|messages?|output)\b[^.]{0,40}\bflagged\b | \bguardrails?\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Filter();

    [GeneratedRegex(
        """
        context[_ -](?:length|window|size|limit) | exceed_context | max_model_len | maximum\ context | prompt[_ ](?:is[_ ])?too[_ ]long | string_above_max
        | too\ (?:long|many\ (?:input\ )?tokens) | longer\ than\ (?:the|its|this)\ | input\ length | input\ tokens | reduce\ the\ length
        | max_new_tokens`?\ must\ be\ <= | (?:input|prompt|request)[^.]{0,40}\bexceeds?\b[^.]{0,40}\b(?:tokens?|length|limit)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Length();
}
