namespace RewardBench2.Benchmark.Statistics;

/// <summary>What kind of agreement a correlation measures.</summary>
public enum CorrelationMethod
{
    /// <summary>How well a straight line describes the pairs; what the paper reports.</summary>
    Pearson,

    /// <summary>The same of their ranks, equal values sharing the mean rank.</summary>
    Spearman,

    /// <summary>Pearson's, of what further columns leave unexplained.</summary>
    Partial,
}
