using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What a file of scores is read against.</summary>
/// <param name="Benchmark">What the prompts are of; <c>null</c> for candidates.</param>
/// <param name="Prompts">The prompts that were scored, in the dataset's order; <c>null</c> where only the benchmark's subsets are at hand.</param>
public sealed record ScoredDataset(BenchmarkDefinition? Benchmark, IReadOnlyList<Prompt>? Prompts)
{
    /// <summary>RewardBench 2 without its prompts.</summary>
    public static ScoredDataset RewardBench2 { get; } = new(BenchmarkCatalog.RewardBench2, Prompts: null);
}
