namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What a model made of one prompt, as the file says.</summary>
/// <param name="Number">The row's number, from 1.</param>
/// <param name="Id">The prompt's id as the file says, not to be trusted alone; <c>null</c> where it says none.</param>
/// <param name="Subset">The subset's name in official spelling; for candidates, the task.</param>
/// <param name="ChosenCount">How many completions are chosen; <c>null</c> where the file does not say.</param>
/// <param name="Rewards">Finite, one per completion, chosen ones first. Empty where only a result is reported.</param>
/// <param name="ReportedResult">The result the file reports, a fraction between 0 and 1; <c>null</c> for Ties and where it says none.</param>
/// <param name="Text">What the row's texts say about which prompt it is.</param>
public sealed record ScoresRow(
    int Number,
    string? Id,
    string Subset,
    int? ChosenCount,
    IReadOnlyList<double> Rewards,
    double? ReportedResult,
    TextMatch Text);
