namespace RewardBench2.Benchmark;

/// <summary>The subsets' spelling in files, addresses and on pages.</summary>
public static class Subsets
{
    /// <summary>What files and pages call the plain mean of the six, where it stands among the subsets.</summary>
    public const string Average = "Average";

    /// <summary>All six, in official order.</summary>
    public static IReadOnlyList<Subset> All { get; } = Enum.GetValues<Subset>();

    /// <summary>The five whose prompts have one chosen and three rejected completions.</summary>
    public static IReadOnlyList<Subset> BestOfFour { get; } = [.. All.Where(subset => subset != Subset.Ties)];

    /// <summary>The official spelling, such as <c>Precise IF</c>.</summary>
    public static string Name(this Subset subset) => subset == Subset.PreciseIF ? "Precise IF" : subset.ToString();

    /// <summary>How many prompts the official dataset has of a subset; 1,865 in all.</summary>
    public static int OfficialPromptCount(this Subset subset) => subset switch
    {
        Subset.Factuality => 475,
        Subset.PreciseIF => 160,
        Subset.Math => 183,
        Subset.Safety => 450,
        Subset.Focus => 495,
        Subset.Ties => 102,
        _ => throw new ArgumentOutOfRangeException(nameof(subset), subset, "Unknown subset."),
    };

    /// <summary>Reads the official spelling, case ignored; <c>null</c> when there is no such subset.</summary>
    public static Subset? Parse(string? name)
    {
        foreach (var subset in All)
        {
            if (string.Equals(subset.Name(), name, StringComparison.OrdinalIgnoreCase))
            {
                return subset;
            }
        }

        return null;
    }
}
