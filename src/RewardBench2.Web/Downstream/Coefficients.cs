using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Downstream;

/// <summary>How correlations are written on pages.</summary>
public static class Coefficients
{
    /// <summary>Such as <c>0.915</c>; a dash where undefined.</summary>
    public static string Exact(double? value) => Numbers.Fixed(value, decimals: 3);

    /// <summary>Such as <c>0.92</c>, for grids.</summary>
    public static string Brief(double? value) => Numbers.Fixed(value, decimals: 2);

    /// <summary>Such as <c>0.77 to 0.97</c>; nothing where there is no interval.</summary>
    public static string Range(Interval? interval) => interval is { } known ? $"{Brief(known.Low)} to {Brief(known.High)}" : Numbers.Nothing;

    /// <summary>The interval of a correlation; none is shown where resamples repeat the same few models.</summary>
    public static string Range(Correlation correlation) => correlation.Count < 5 || correlation.Interval is { Width: 0 } ? "too few models" : Range(correlation.Interval);

    /// <summary>The method that an interval was computed by.</summary>
    public static string Method(IntervalMethod? method) => method switch
    {
        IntervalMethod.FisherZ => "Fisher z",
        IntervalMethod.Bootstrap => "bootstrap",
        _ => "none",
    };
}
