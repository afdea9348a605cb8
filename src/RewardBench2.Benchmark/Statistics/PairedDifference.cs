namespace RewardBench2.Benchmark.Statistics;

/// <summary>How much higher the first of two models scores than the second on the same prompts.</summary>
/// <param name="Difference">First minus second, a difference of fractions.</param>
/// <param name="Interval">The paired bootstrap's interval of the difference; without 0 in it, the models differ.</param>
public sealed record PairedDifference(double Difference, Interval Interval)
{
    /// <summary>Whether the interval leaves out 0.</summary>
    public bool IsSeparated => !Interval.Contains(0);
}
