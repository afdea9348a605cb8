namespace RewardBench2.Web.Prompts;

/// <summary>What the filters are called, and which prompts they pick.</summary>
public static class PromptFilters
{
    /// <summary>How far below zero a margin still is a near miss, in typical margins.</summary>
    public const double NearMiss = 0.25;

    /// <summary>All filters with their spelling in addresses and on pages, in the order pages offer them.</summary>
    public static IReadOnlyList<(PromptFilter Filter, string Slug, string Title)> All { get; } =
    [
        (PromptFilter.None, "", "All prompts"),
        (PromptFilter.AllWrong, "all-wrong", "All models wrong"),
        (PromptFilter.AllRight, "all-right", "All models right"),
        (PromptFilter.LikelyMislabelled, "likely-mislabelled", "Likely mislabelled"),
        (PromptFilter.NearMisses, "near-misses", "Near misses"),
        (PromptFilter.TiedScores, "tied-scores", "Tied scores"),
        (PromptFilter.ParseFailures, "parse-failures", "Judge parse failures"),
        (PromptFilter.Flagged, "flagged", "Flagged"),
        (PromptFilter.NoResult, "no-result", "Without any result"),
        (PromptFilter.ARightBWrong, "a-right-b-wrong", "A right, B wrong"),
        (PromptFilter.AWrong, "a-wrong", "A wrong"),
    ];

    public static string Slug(this PromptFilter filter) => All.First(entry => entry.Filter == filter).Slug;

    public static string Title(this PromptFilter filter) => All.First(entry => entry.Filter == filter).Title;

    /// <summary>Reads an address's spelling; <c>null</c> when there is no such filter.</summary>
    public static PromptFilter? Parse(string? slug)
    {
        foreach (var entry in All)
        {
            if (string.Equals(entry.Slug, slug ?? "", StringComparison.OrdinalIgnoreCase))
            {
                return entry.Filter;
            }
        }

        return null;
    }

    /// <summary>Whether a filter asks about model A, or about A and B.</summary>
    public static bool NeedsA(this PromptFilter filter) => filter is PromptFilter.ARightBWrong or PromptFilter.AWrong;

    /// <summary>Whether a filter picks a prompt.</summary>
    public static bool Picks(this PromptFilter filter, ExplorerSnapshot snapshot, int prompt, ExplorerModel? a, ExplorerModel? b)
    {
        var measures = snapshot.Standings[prompt];
        return filter switch
        {
            PromptFilter.AllWrong => measures.Scored > 0 && measures.Wrong == measures.Scored,
            PromptFilter.AllRight => measures.Scored > 0 && measures.Right == measures.Scored,
            PromptFilter.LikelyMislabelled => snapshot.IsSuspect(prompt),
            PromptFilter.NearMisses => (a is null ? measures.MeanMargin : a.Margins[prompt]) is < 0 and > -NearMiss,
            PromptFilter.TiedScores => a is null ? measures.Shared > 0 : a.Credits[prompt] is > 0 and < 1,
            PromptFilter.ParseFailures => a is null ? measures.Failed > 0 : a.HasFailed[prompt],
            PromptFilter.Flagged => snapshot.IsFlagged[prompt],
            PromptFilter.NoResult => measures.Scored == 0,
            PromptFilter.ARightBWrong => a?.Credits[prompt] >= 1 && b?.Credits[prompt] < 1,
            PromptFilter.AWrong => a?.Credits[prompt] <= 0,
            _ => true,
        };
    }
}
