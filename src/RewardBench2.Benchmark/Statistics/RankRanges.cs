namespace RewardBench2.Benchmark.Statistics;

/// <summary>From the intervals of all models' averages to the range of ranks of each.</summary>
public static class RankRanges
{
    /// <summary>
    /// The best rank is one more than the number of models whose whole interval lies above the model's; the worst is
    /// the number of models, itself included, whose interval reaches up to the model's own or lies above it.
    /// </summary>
    /// <param name="intervals">One per model, of the average, all of the same confidence; models without an average are left out by the caller.</param>
    /// <returns>One range per model, in their order. The model's rank by score lies inside it.</returns>
    public static IReadOnlyList<RankRange> Compute(IReadOnlyList<Interval> intervals)
    {
        double[] lows = [.. intervals.Select(interval => interval.Low).Order()];
        double[] highs = [.. intervals.Select(interval => interval.High).Order()];
        return
        [
            .. intervals.Select(interval => new RankRange(
                Low: 1 + lows.Length - CountUpTo(lows, interval.High, alsoEqual: true),
                High: highs.Length - CountUpTo(highs, interval.Low, alsoEqual: false))),
        ];
    }

    private static int CountUpTo(double[] sorted, double limit, bool alsoEqual)
    {
        int from = 0, to = sorted.Length;
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (sorted[middle] < limit || (alsoEqual && sorted[middle] == limit))
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }
}
