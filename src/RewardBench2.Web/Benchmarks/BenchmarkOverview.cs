using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Benchmarks;

/// <summary>Every benchmark here, how far they agree, and the models that were scored on several.</summary>
/// <param name="Benchmarks">Those of the project first, RewardBench 2 before all.</param>
/// <param name="Agreement">By benchmark, then by benchmark: over the models that have an average on both.</param>
/// <param name="Models">Models with an average on two benchmarks or more, by ability, then by mean rank.</param>
/// <param name="Curves">One per benchmark; empty where no abilities could be fitted.</param>
public sealed record BenchmarkOverview(
    IReadOnlyList<HostedBenchmark> Benchmarks,
    IReadOnlyList<IReadOnlyList<Correlation>> Agreement,
    IReadOnlyList<ModelAcross> Models,
    IReadOnlyList<BenchmarkCurve> Curves);

/// <summary>A benchmark with what is here of it.</summary>
/// <param name="Datasets">The datasets of it here, by name.</param>
/// <param name="Dataset">Where its leaderboard is; <c>null</c> where there is none yet.</param>
/// <param name="PromptsHere">How many of its prompts are here; 0 where only published figures are.</param>
/// <param name="Models">How many models have an average, baselines left out.</param>
public sealed record HostedBenchmark(
    BenchmarkDefinition Definition, IReadOnlyList<string> Datasets, string? Dataset, int PromptsHere, int Models);

/// <summary>A model's averages side by side.</summary>
/// <param name="Scores">One per benchmark, fractions; <c>null</c> where it was not scored.</param>
/// <param name="MeanRank">The mean of its ranks among the models with three scores or more; <c>null</c> for models with fewer.</param>
/// <param name="Ability">See <see cref="AbilityFit"/>; <c>null</c> for models with fewer than three scores.</param>
public sealed record ModelAcross(string Model, IReadOnlyList<double?> Scores, double? MeanRank, Ability? Ability);
