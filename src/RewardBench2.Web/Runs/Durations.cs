using RewardBench2.Benchmark;

namespace RewardBench2.Web.Runs;

/// <summary>Spans of time as people say them.</summary>
internal static class Durations
{
    /// <summary>The time left, such as <c>27 s</c>, <c>4 min</c> or <c>2.5 h</c>; an en dash where it is not known.</summary>
    public static string Left(double? seconds) => seconds switch
    {
        null => Numbers.Nothing,
        < 90 => $"{Numbers.Count(seconds)} s",
        < 5400 => $"{Numbers.Count(seconds / 60)} min",
        _ => $"{Numbers.Fixed(seconds / 3600, decimals: 1)} h",
    };
}
