namespace RewardBench2.Storage;

/// <summary>The kinds of dataset, as the database and the API spell them.</summary>
public static class StoredDatasetKind
{
    /// <summary>Chosen and rejected completions in RewardBench 2's subsets; it has a leaderboard.</summary>
    public const string Benchmark = "benchmark";

    /// <summary>Sampled completions with a correctness label each, for best-of-N.</summary>
    public const string Candidates = "candidates";
}
