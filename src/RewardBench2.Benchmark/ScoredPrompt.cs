namespace RewardBench2.Benchmark;

/// <summary>A prompt together with the reward a model gave to each of its completions.</summary>
/// <param name="Id">The prompt's id in the dataset, such as <c>468</c> or <c>tied:12</c>.</param>
/// <param name="Subset">The subset the prompt belongs to.</param>
/// <param name="Rewards">
/// Rewards, one per completion in dataset order: chosen completions first, then rejected ones. Finite; higher is better.
/// Empty where a judge's file reports only the result.
/// </param>
/// <param name="ChosenCount">How many of the leading rewards belong to chosen completions; at least 1.</param>
/// <param name="ReportedResult">
/// The result a file reports for a prompt without rewards, a fraction between 0 and 1. Not used where there are rewards.
/// </param>
/// <param name="Cluster">What rows of one cluster share, which the bootstrap draws together; <c>null</c> where a row stands for itself.</param>
public sealed record ScoredPrompt(
    string Id,
    Subset Subset,
    IReadOnlyList<double> Rewards,
    int ChosenCount = 1,
    double? ReportedResult = null,
    string? Cluster = null);
