namespace RewardBench2.Benchmark.Statistics;

/// <summary>How the interval of a correlation is found.</summary>
public enum IntervalMethod
{
    /// <summary>Fisher's z from ten pairs on, the bootstrap below. As a result: does not occur.</summary>
    Usual,

    /// <summary>Fisher's z; for ranks with the variance of D. G. Bonett and T. A. Wright, Psychometrika 65 (2000).</summary>
    FisherZ,

    /// <summary>The percentile bootstrap over pairs.</summary>
    Bootstrap,
}
