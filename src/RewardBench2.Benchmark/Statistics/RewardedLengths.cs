namespace RewardBench2.Benchmark.Statistics;

/// <summary>One prompt's completions: how they were rewarded and how long they are.</summary>
/// <param name="Rewards">One per completion, finite.</param>
/// <param name="Lengths">One per completion, in the same order, all in one unit (the site counts characters).</param>
public readonly record struct RewardedLengths(IReadOnlyList<double> Rewards, IReadOnlyList<int> Lengths);
