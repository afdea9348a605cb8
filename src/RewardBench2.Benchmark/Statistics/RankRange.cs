namespace RewardBench2.Benchmark.Statistics;

/// <summary>The ranks that the intervals of the averages allow a model.</summary>
/// <param name="Low">The best rank it may have; 1 is the top.</param>
/// <param name="High">The worst rank it may have.</param>
public readonly record struct RankRange(int Low, int High);
