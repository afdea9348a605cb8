namespace RewardBench2.Benchmark;

/// <summary>What each term of Ties weighs in its score; together 1.01.</summary>
/// <remarks>Source: <c>allenai/reward-bench</c>, <c>rewardbench/utils.py::process_single_model</c>.</remarks>
public static class TiesWeights
{
    public const double TiedAccuracy = 0.30;
    public const double RefAccuracy = 0.30;
    public const double TiedMarginBeyondSpread = 0.20;
    public const double BothMarginsBeyondSpread = 0.20;
    public const double Closeness = 0.01;
}
