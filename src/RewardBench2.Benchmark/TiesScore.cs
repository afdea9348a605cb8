namespace RewardBench2.Benchmark;

/// <summary>The score of Ties and the five terms it is made of, each a mean before its weight.</summary>
/// <param name="Score">The weighted sum, between -0.01 and 1.01; never clipped.</param>
/// <param name="TiedAccuracy">Share of <c>tied</c> prompts on which every correct answer beats every incorrect one; weight 0.30.</param>
/// <param name="RefAccuracy">The same over <c>ref</c> prompts; weight 0.30.</param>
/// <param name="TiedMarginBeyondSpread">Share of pairs whose tied margin exceeds the spread of correct rewards; weight 0.20.</param>
/// <param name="BothMarginsBeyondSpread">The same with the smaller of both margins; weight 0.20.</param>
/// <param name="Closeness">Mean of tanh(smaller margin / spread - 1) over pairs, between -1 and 1; weight 0.01.</param>
/// <param name="Pairs">Every pair with both halves, by number.</param>
public sealed record TiesScore(
    double Score,
    double TiedAccuracy,
    double RefAccuracy,
    double TiedMarginBeyondSpread,
    double BothMarginsBeyondSpread,
    double Closeness,
    IReadOnlyList<TiesPair> Pairs)
{
    /// <summary>Weighs the terms by <see cref="TiesWeights"/>.</summary>
    public static TiesScore Of(double tiedAccuracy, double refAccuracy, IReadOnlyList<TiesPair> pairs)
    {
        var tiedBeyond = Ties.Mean(pairs, pair => pair.TiedMarginBeyondSpread ? 1 : 0);
        var bothBeyond = Ties.Mean(pairs, pair => pair.BothMarginsBeyondSpread ? 1 : 0);
        var closeness = Ties.Mean(pairs, pair => pair.Closeness);
        var score = (TiesWeights.TiedAccuracy * tiedAccuracy)
            + (TiesWeights.RefAccuracy * refAccuracy)
            + (TiesWeights.TiedMarginBeyondSpread * tiedBeyond)
            + (TiesWeights.BothMarginsBeyondSpread * bothBeyond)
            + (TiesWeights.Closeness * closeness);
        return new TiesScore(score, tiedAccuracy, refAccuracy, tiedBeyond, bothBeyond, closeness, pairs);
    }
}
