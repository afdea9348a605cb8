namespace RewardBench2.Benchmark;

/// <summary>The five terms of Ties, before their weights: of one pair, or each a mean over all prompts or pairs.</summary>
/// <param name="TiedAccuracy">Share of <c>tied</c> prompts on which every correct answer beats every incorrect one; weight 0.30.</param>
/// <param name="RefAccuracy">The same over <c>ref</c> prompts; weight 0.30.</param>
/// <param name="TiedMarginBeyondSpread">Share of pairs whose tied margin exceeds the spread of correct rewards; weight 0.20.</param>
/// <param name="BothMarginsBeyondSpread">The same with the smaller of both margins; weight 0.20.</param>
/// <param name="Closeness">Mean of tanh(smaller margin / spread - 1) over pairs, between -1 and 1; weight 0.01.</param>
public readonly record struct TiesTerms(
    double TiedAccuracy,
    double RefAccuracy,
    double TiedMarginBeyondSpread,
    double BothMarginsBeyondSpread,
    double Closeness)
{
    /// <summary>The weighted sum, between -0.01 and 1.01; never clipped.</summary>
    public double Score =>
        (TiesWeights.TiedAccuracy * TiedAccuracy)
        + (TiesWeights.RefAccuracy * RefAccuracy)
        + (TiesWeights.TiedMarginBeyondSpread * TiedMarginBeyondSpread)
        + (TiesWeights.BothMarginsBeyondSpread * BothMarginsBeyondSpread)
        + (TiesWeights.Closeness * Closeness);
}
