namespace RewardBench2.Web.Prompts;

/// <summary>What prompts can be sorted by.</summary>
public enum PromptSort
{
    Position,
    ShareRight,
    Margin,
    Discrimination,
    Disagreement,
    Length,
}

/// <summary>The sorts' spelling in addresses and on pages, and the keys they sort by.</summary>
public static class PromptSorts
{
    public static IReadOnlyList<(PromptSort Sort, string Slug, string Title)> All { get; } =
    [
        (PromptSort.Position, "", "Prompt"),
        (PromptSort.ShareRight, "share-right", "Right"),
        (PromptSort.Margin, "margin", "Margin"),
        (PromptSort.Discrimination, "discrimination", "Discrimination"),
        (PromptSort.Disagreement, "disagreement", "Disagreement"),
        (PromptSort.Length, "length", "Length"),
    ];

    public static string Slug(this PromptSort sort) => All.First(entry => entry.Sort == sort).Slug;

    /// <summary>Reads an address's spelling; <c>null</c> when there is no such sort.</summary>
    public static PromptSort? Parse(string? slug)
    {
        foreach (var entry in All)
        {
            if (string.Equals(entry.Slug, slug ?? "", StringComparison.OrdinalIgnoreCase))
            {
                return entry.Sort;
            }
        }

        return null;
    }

    /// <summary>The value a prompt is sorted by; prompts without one come last either way.</summary>
    public static double? Key(this PromptSort sort, ExplorerSnapshot snapshot, int prompt) => sort switch
    {
        PromptSort.ShareRight => snapshot.Standings[prompt].ShareRight,
        PromptSort.Margin => snapshot.Standings[prompt].MeanMargin,
        PromptSort.Discrimination => snapshot.Standings[prompt].Discrimination,
        PromptSort.Disagreement => snapshot.Standings[prompt].Disagreement,
        PromptSort.Length => snapshot.Prompts[prompt].Length,
        _ => prompt,
    };
}
