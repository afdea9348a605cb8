
namespace RewardBench2.Exchange.Exports;

/// <summary>What one model made of one prompt, to be written out.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="RunId">The run that says so.</param>
/// <param name="PromptId">The prompt's id in its dataset.</param>
/// <param name="Subset">The subset's name.</param>
/// <param name="ChosenCount">How many completions are chosen; at least 1.</param>
/// <param name="Rewards">One per completion, chosen ones first; empty where only the result is known.</param>
/// <param name="Result">A fraction between 0 and 1; <c>null</c> for Ties.</param>
public sealed record PromptResultRow(
    string Model, string RunId, string PromptId, string Subset, int ChosenCount, IReadOnlyList<double> Rewards, double? Result);
