using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>What a model has a score for: the average, which is <c>null</c>, and the subsets.</summary>
internal static class ScoreColumn
{
    /// <summary>The average first, then the subsets in the benchmark's order.</summary>
    public static IReadOnlyList<Subset?> All(BenchmarkDefinition benchmark) => [null, .. benchmark.Subsets];

    public static string NameOf(Subset? part) => part?.Name ?? Subsets.Average;
}
