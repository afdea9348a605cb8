namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A row that names another prompt than the one it was joined to.</summary>
/// <param name="Row">The row's number, from 1.</param>
/// <param name="Id">The id it names.</param>
/// <param name="PromptId">The id of the prompt it was joined to.</param>
/// <param name="By">The evidence that outweighed the id.</param>
public sealed record IdConflict(int Row, string Id, string PromptId, JoinedBy By);
