namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Why a server stopped writing, whatever it calls that.</summary>
/// <remarks>Servers write the same reason in many ways and add to it (<c>content_filter: violence</c>), so a telling part of the word decides.</remarks>
public static class FinishReason
{
    // Read in this order: ERROR_TOXIC is a filter and not a fault.
    private static readonly string[] Filters =
    [
        "filter", "contentpolicy", "policyviolation", "responsibleai", "safety", "prohibited", "recitation", "blocklist", "blocked", "spii",
        "refus", "guardrail", "modelarmor", "moderat", "sensitive", "toxic", "harm", "language", "unsafe",
    ];

    private static readonly string[] Limits =
    [
        "length", "maxtoken", "maxoutput", "maxnew", "maxcompletion", "tokenlimit", "contextwindow", "contextlimit", "incomplete", "truncat", "repetition",
    ];

    private static readonly string[] Faults =
    [
        "error", "insufficientsystemresource", "abort", "cancel", "timeout", "timedout", "fail", "malformed", "other", "overload", "unavailable", "unexpected",
    ];

    /// <summary>A limit was reached, or the model went round in circles: the answer is cut off.</summary>
    public static bool IsLimit(string? reason) => !IsFilter(reason) && Has(Limits, reason);

    /// <summary>A filter, or the model itself, withheld the answer.</summary>
    public static bool IsFilter(string? reason) => Has(Filters, reason);

    /// <summary>Something broke: the answer is worth asking for again.</summary>
    public static bool IsFault(string? reason) => !IsFilter(reason) && !IsLimit(reason) && Has(Faults, reason);

    // MAX_TOKENS, max-tokens and maxTokens are one reason.
    private static bool Has(string[] parts, string? reason)
    {
        var letters = new string([.. (reason ?? "").Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);
        return parts.Any(part => letters.Contains(part, StringComparison.Ordinal));
    }
}
