namespace RewardBench2.Benchmark.Statistics;

/// <summary>Holm's correction of several p values, so that the chance of any false finding among them stays below the level.</summary>
/// <remarks>Source: S. Holm, Scand. J. Stat. 6 (1979).</remarks>
public static class Holm
{
    /// <summary>The adjusted p values, in the order given, each at most 1 and never below its own p value.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var highest = 0.0;
        var left = pValues.Count;
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            highest = Math.Max(highest, Math.Min(1, pValues[i] * left));
            adjusted[i] = highest;
            left--;
        }

        return adjusted;
    }
}
