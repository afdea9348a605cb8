using RewardBench2.Benchmark;

namespace RewardBench2.Web.Components.Charts;

/// <summary>One outline of a radar.</summary>
/// <param name="Kind">Its CSS class: <c>model</c>, <c>median</c>, or <c>series s1</c> to <c>s5</c>.</param>
/// <param name="Score">Fractions; <c>null</c> is drawn as 0.</param>
public sealed record RadarShape(string Name, string Kind, Func<Subset, double?> Score);
