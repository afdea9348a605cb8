namespace RewardBench2.Exchange.Datasets;

/// <summary>The two kinds of dataset there are.</summary>
public enum DatasetKind
{
    /// <summary>RewardBench 2's official schema: chosen and rejected completions in the six subsets.</summary>
    Benchmark,

    /// <summary>Sampled completions with a correctness label each, for best-of-N.</summary>
    Candidates,
}
