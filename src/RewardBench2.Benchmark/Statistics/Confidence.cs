using MathNet.Numerics.Distributions;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>The level of confidence, and the normal quantile that belongs to it.</summary>
public static class Confidence
{
    /// <summary>95 %, the level of every interval on the site.</summary>
    public const double Default = 0.95;

    /// <summary>How many standard errors a two-sided interval reaches to each side; 1.96 at 95 %.</summary>
    /// <param name="confidence">Above 0 and below 1.</param>
    public static double StandardErrors(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        return Normal.InvCDF(mean: 0, stddev: 1, (1 + confidence) / 2);
    }
}
