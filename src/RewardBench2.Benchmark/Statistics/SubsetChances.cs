using System.Collections.Concurrent;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// Of N completions in rising order, how likely each is the highest of n drawn without replacement: with k below it,
/// C(k, n-1) / C(N, n), a hypergeometric weight.
/// </summary>
internal sealed class SubsetChances
{
    private static readonly ConcurrentDictionary<int, SubsetChances> BySize = new();
    private readonly double[][] _highest;

    private SubsetChances(int completions)
    {
        _highest = [.. Enumerable.Range(0, completions).Select(below => Row(below, completions))];
    }

    /// <summary>The table for a number of completions, made once.</summary>
    public static SubsetChances For(int completions) => BySize.GetOrAdd(completions, size => new SubsetChances(size));

    /// <summary>For n = 1..N, the chance that the completion with so many below it is the highest.</summary>
    public ReadOnlySpan<double> Highest(int below) => _highest[below];

    private static double[] Row(int below, int completions)
    {
        var row = new double[completions];
        row[0] = 1.0 / completions;
        for (var n = 1; n < completions; n++)
        {
            row[n] = row[n - 1] * (below - n + 1) / n * (n + 1) / (completions - n);
        }

        return row;
    }
}
