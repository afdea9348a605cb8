using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A row together with its prompt.</summary>
public sealed record JoinedRow(Prompt Prompt, ScoresRow Row, JoinedBy By)
{
    /// <summary>The row names another prompt than the one it belongs to.</summary>
    public bool IsIdWrong => Row.Id is not null && Row.Id != Prompt.Id;
}
