namespace RewardBench2.Benchmark.Statistics;

/// <summary>The intervals of one model's scores, or of the differences between two models' scores.</summary>
/// <param name="Subsets">By subset; fractions.</param>
/// <param name="Average">Of the benchmark's average; <c>null</c> when a subset is absent.</param>
public sealed record ScoreIntervals(IReadOnlyDictionary<Subset, Interval> Subsets, Interval? Average);
