using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Evaluation.Progress;

/// <summary>The approximate interval of an average whose subsets are still being scored.</summary>
internal static class RunningInterval
{
    /// <summary>Subsets are independent, so their reaches to each side add as squares do.</summary>
    /// <remarks>The method of variance estimates recovery, as in <see cref="ApproximateInterval.OfAverage"/>.</remarks>
    public static Interval OfMean(IReadOnlyCollection<SubsetProgress> subsets)
    {
        double sum = 0, below = 0, above = 0;
        foreach (var subset in subsets)
        {
            var score = subset.Score!.Value;
            sum += score;
            below += Math.Pow(score - subset.Low!.Value, 2);
            above += Math.Pow(subset.High!.Value - score, 2);
        }

        var mean = sum / subsets.Count;
        return new Interval(mean - (Math.Sqrt(below) / subsets.Count), mean + (Math.Sqrt(above) / subsets.Count));
    }
}
