namespace RewardBench2.Benchmark.Statistics;

/// <summary>Quantiles, and the percentile bootstrap: what lies between the outer percentiles of the resampled statistics.</summary>
public static class Percentiles
{
    /// <summary>The interval that holds the given share of the draws, as much left out below as above.</summary>
    /// <param name="draws">The statistic in each resample; at least one. Sorted in place.</param>
    /// <param name="confidence">Defaults to 0.95.</param>
    public static Interval Interval(Span<double> draws, double confidence = Confidence.Default)
    {
        if (draws.IsEmpty)
        {
            throw new ArgumentException("An interval needs at least one draw.", nameof(draws));
        }

        draws.Sort();
        return new Interval(Quantile(draws, (1 - confidence) / 2), Quantile(draws, (1 + confidence) / 2));
    }

    /// <summary>The value below which a share of the values lies, linear between neighbours, as NumPy's default and R's type 7.</summary>
    /// <param name="sorted">In rising order; at least one.</param>
    /// <param name="share">A fraction between 0 and 1; 0.5 is the median.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
