namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Why a server stopped writing, whatever it calls that.</summary>
public static class FinishReason
{
    private static readonly HashSet<string> Limits = new(StringComparer.Ordinal)
    {
        "length", "maxtokens", "maxlength", "modellength", "maxoutputtokens", "maxnewtokens", "maxcompletiontokens", "tokenlimit",
        "contextlength", "contextlengthexceeded", "modelcontextwindowexceeded", "incomplete", "truncated",
    };

    private static readonly HashSet<string> Filters = new(StringComparer.Ordinal)
    {
        "contentfilter", "contentfiltered", "contentpolicy", "contentpolicyviolation", "responsibleaipolicyviolation", "safety", "imagesafety",
        "prohibitedcontent", "recitation", "blocklist", "blocked", "spii", "refusal", "refused", "guardrail", "guardrails",
        "guardrailintervened", "modelarmor", "moderation", "sensitive",
    };

    private static readonly HashSet<string> Faults = new(StringComparer.Ordinal)
    {
        "error", "servererror", "internalerror", "networkerror", "insufficientsystemresource", "abort", "aborted", "cancel", "canceled",
        "cancelled", "timeout", "failed", "malformedresponse", "malformedfunctioncall", "other",
    };

    /// <summary>The limit on tokens was reached: the answer is cut off.</summary>
    public static bool IsLimit(string? reason) => Limits.Contains(Letters(reason));

    /// <summary>A filter, or the model itself, withheld the answer.</summary>
    public static bool IsFilter(string? reason) => Filters.Contains(Letters(reason));

    /// <summary>Something broke: the answer is worth asking for again.</summary>
    public static bool IsFault(string? reason) => Faults.Contains(Letters(reason));

    // MAX_TOKENS, max-tokens and maxTokens are one reason.
    private static string Letters(string? reason) =>
        new([.. (reason ?? "").Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);
}
