using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>What a model has a score for: the average, which is <c>null</c>, and the six subsets.</summary>
internal static class ScoreColumn
{
    /// <summary>The average first, then the subsets in official order.</summary>
    public static IReadOnlyList<Subset?> All { get; } = [null, .. Subsets.All];

    public static string NameOf(Subset? part) => part?.Name ?? Subsets.Average;
}
