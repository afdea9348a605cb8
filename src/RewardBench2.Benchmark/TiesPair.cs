namespace RewardBench2.Benchmark;

/// <summary>Both halves of one pair.</summary>
/// <param name="Number">The N of <c>ref:N</c> and <c>tied:N</c>.</param>
/// <param name="Ref">The half with one correct answer.</param>
/// <param name="Tied">The half with several.</param>
public sealed record TiesPair(int Number, TiesMargins Ref, TiesMargins Tied)
{
    /// <summary>The spread of the tied half's correct rewards; 0 where that half has but one.</summary>
    public double Spread => Tied.Spread ?? 0;

    /// <summary>The smaller of the two margins.</summary>
    public double SmallerMargin => Math.Min(Ref.Margin, Tied.Margin);

    /// <summary>The tied half's margin exceeds the spread.</summary>
    public bool TiedMarginBeyondSpread => Tied.Margin > Spread;

    /// <summary>The smaller margin exceeds the spread.</summary>
    public bool BothMarginsBeyondSpread => SmallerMargin > Spread;

    /// <summary>tanh(smaller margin / spread - 1), between -1 and 1; 0 where both are 0.</summary>
    public double Closeness =>
        SmallerMargin == 0 && Spread == 0 ? 0 : Math.Tanh((SmallerMargin / Spread) - 1);

    /// <summary>The terms that need both halves, of this pair: 0 or 1, and the closeness. The accuracies are left at 0.</summary>
    public TiesTerms Terms => new()
    {
        TiedMarginBeyondSpread = TiedMarginBeyondSpread ? 1 : 0,
        BothMarginsBeyondSpread = BothMarginsBeyondSpread ? 1 : 0,
        Closeness = Closeness,
    };
}
