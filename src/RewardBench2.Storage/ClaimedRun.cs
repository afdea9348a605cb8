namespace RewardBench2.Storage;

/// <summary>What a claim found out about its run.</summary>
internal sealed record ClaimedRun
{
    public required long Fence { get; init; }
    public required int Deaths { get; init; }
}
