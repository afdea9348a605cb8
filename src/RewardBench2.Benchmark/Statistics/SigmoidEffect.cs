namespace RewardBench2.Benchmark.Statistics;

/// <summary>What serving a model behind a sigmoid would have done to its scores.</summary>
/// <param name="Before">Scores of the rewards as they are.</param>
/// <param name="After">Scores after a sigmoid in single precision.</param>
/// <param name="PromptsChanged">On how many prompts with a result of their own it is another.</param>
/// <param name="PromptsWithFalseTies">On how many prompts completions with different rewards come to share one.</param>
/// <remarks>
/// A sigmoid keeps the order, but large rewards all round to 1, and differences between rewards, which Ties looks at,
/// are squeezed. Hence raw logits are what the site asks for.
/// </remarks>
public sealed record SigmoidEffect(OverallScore Before, OverallScore After, int PromptsChanged, int PromptsWithFalseTies)
{
    /// <summary>1 / (1 + exp(-reward)) in single precision, as servers compute it; from about 17 on exactly 1.</summary>
    public static double Sigmoid(double reward) => 1f / (1f + MathF.Exp(-(float)reward));

    /// <summary>Scores a model's prompts with and without a sigmoid; prompts without rewards stay as they are.</summary>
    public static SigmoidEffect Compute(BenchmarkDefinition benchmark, IReadOnlyCollection<ScoredPrompt> prompts)
    {
        ScoredPrompt[] squeezed = [.. prompts.Select(prompt => prompt with { Rewards = [.. prompt.Rewards.Select(Sigmoid)] })];
        var (before, after) = (OverallScore.Compute(benchmark, prompts), OverallScore.Compute(benchmark, squeezed));
        return new SigmoidEffect(
            before,
            after,
            before.Results.Count(result => after.Results[result.Key] != result.Value),
            prompts.Zip(squeezed).Count(pair => Distinct(pair.Second) < Distinct(pair.First)));
    }

    private static int Distinct(ScoredPrompt prompt) => prompt.Rewards.Distinct().Count();
}
