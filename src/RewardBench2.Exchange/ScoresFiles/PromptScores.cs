using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A prompt with what a model made of it, to be written.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Rewards">One per completion in the prompt's order; empty where only the result is known.</param>
/// <param name="Result">The prompt's result, a fraction between 0 and 1; <c>null</c> for Ties.</param>
public sealed record PromptScores(Prompt Prompt, IReadOnlyList<double> Rewards, double? Result);
