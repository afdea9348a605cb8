using System.Globalization;

namespace RewardBench2.Bench.Site;

/// <summary>Times in milliseconds, in words.</summary>
internal static class Spread
{
    public static string Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"median {sorted[sorted.Count / 2]:0.0} ms, 99th percentile {sorted[(int)(sorted.Count * 0.99)]:0.0} ms, {sorted.Count} times");
    }
}
