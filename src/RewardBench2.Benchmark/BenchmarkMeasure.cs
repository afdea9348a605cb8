using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark;

/// <summary>A further score of the same rewards: every subset scored by another rule, averaged as the benchmark's own score is.</summary>
/// <param name="Name">As tables head it, such as <c>Hard</c>.</param>
/// <param name="Rule">How prompts are scored for it.</param>
public sealed record BenchmarkMeasure(string Name, PromptRule Rule);
