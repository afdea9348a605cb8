namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A row whose prompt is not known.</summary>
/// <param name="Row">The row's number, from 1.</param>
/// <param name="Id">The id it names.</param>
/// <param name="Subset">The subset it names.</param>
/// <param name="Reason">Why, to follow "it was left out because".</param>
public sealed record UnmatchedRow(int Row, string? Id, string Subset, string Reason);
