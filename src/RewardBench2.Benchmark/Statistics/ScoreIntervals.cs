namespace RewardBench2.Benchmark.Statistics;

/// <summary>The intervals of one model's scores, or of the differences between two models' scores.</summary>
/// <param name="Subsets">By subset; fractions.</param>
/// <param name="Average">Of the plain mean of all six; <c>null</c> when one is absent.</param>
public sealed record ScoreIntervals(IReadOnlyDictionary<Subset, Interval> Subsets, Interval? Average);
