namespace RewardBench2.Benchmark;

/// <summary>What Ties looks at in one prompt's rewards.</summary>
/// <param name="Spread">Best minus worst correct reward, at least 0; <c>null</c> with one correct answer.</param>
/// <param name="Margin">Worst correct minus best incorrect reward, any sign.</param>
public sealed record TiesMargins(double? Spread, double Margin)
{
    /// <summary>Every correct answer beats every incorrect one.</summary>
    public bool IsAccurate => Margin > 0;
}
