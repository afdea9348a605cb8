namespace RewardBench2.Benchmark;

/// <summary>
/// Scores the five best-of-4 subsets (Factuality, Precise IF, Math, Safety, Focus), where every prompt has one
/// chosen completion and three rejected ones.
/// </summary>
/// <remarks>Source: <c>allenai/reward-bench</c>, <c>rewardbench/utils.py::reroll_and_score_dataset</c>.</remarks>
public static class BestOfFour
{
    /// <summary>The mean result over prompts, a fraction between 0 and 1.</summary>
    /// <exception cref="ArgumentException">There are no prompts, or one has neither rewards nor a reported result.</exception>
    public static double Accuracy(IReadOnlyCollection<ScoredPrompt> prompts) =>
        prompts.Count == 0
            ? throw new ArgumentException("Accuracy is undefined for a subset without prompts.", nameof(prompts))
            : prompts.Average(Result);

    /// <summary>What one prompt earns: 1/k when the chosen completion is among the k with the highest reward, else 0.</summary>
    /// <remarks>A model that rewards every completion alike therefore earns 0.25, exactly what guessing earns.</remarks>
    public static double Result(ScoredPrompt prompt) =>
        prompt.Rewards.Count > 0
            ? Result(prompt.Rewards)
            : prompt.ReportedResult
              ?? throw new ArgumentException($"Prompt {prompt.Id} has neither rewards nor a result.", nameof(prompt));

    /// <inheritdoc cref="Result(ScoredPrompt)"/>
    /// <param name="rewards">Rewards, one per completion, the chosen one first.</param>
    public static double Result(IReadOnlyList<double> rewards) => BestOfK.Result(rewards, isCorrect: i => i == 0);
}
