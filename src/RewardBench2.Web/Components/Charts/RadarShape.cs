namespace RewardBench2.Web.Components.Charts;

/// <summary>One outline of a radar.</summary>
/// <param name="Kind">Its CSS class: <c>model</c>, <c>median</c>, or <c>series s1</c> to <c>s5</c>.</param>
/// <param name="Scores">One fraction per axis; <c>null</c> is drawn as 0.</param>
public sealed record RadarShape(string Name, string Kind, IReadOnlyList<double?> Scores);
