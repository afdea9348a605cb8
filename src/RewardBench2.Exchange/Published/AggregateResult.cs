using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Published;

/// <summary>A model's scores as the official aggregate file states them.</summary>
/// <param name="Header">The model, its type (official spelling) and its chat template.</param>
/// <param name="Subsets">Fractions, Ties from -0.01 to 1.01; subsets that were not scored are absent. Never empty.</param>
public sealed record AggregateResult(ResultHeader Header, IReadOnlyDictionary<Subset, double> Subsets)
{
    /// <summary>The plain mean of the six; <c>null</c> when one is absent.</summary>
    public double? Average => OverallScore.AverageOf(Subsets);
}
