namespace RewardBench2.Benchmark;

/// <summary>The score of Ties with what it is made of.</summary>
/// <param name="Terms">The five terms, each a mean before its weight.</param>
/// <param name="Pairs">Every pair with both halves, by number.</param>
public sealed record TiesScore(TiesTerms Terms, IReadOnlyList<TiesPair> Pairs)
{
    /// <summary>The weighted sum of the terms, between -0.01 and 1.01; never clipped.</summary>
    public double Score => Terms.Score;
}
