namespace RewardBench2.Benchmark;

/// <summary>Subsets whose weighted mean is one part of a benchmark's average, such as Chat Hard of RewardBench 1.</summary>
/// <param name="Name">As tables head it.</param>
/// <param name="Subsets">Names of subsets, at least one.</param>
/// <param name="Weight">What it weighs in the average, above 0.</param>
public sealed record Section(string Name, IReadOnlyList<string> Subsets, double Weight = 1);
