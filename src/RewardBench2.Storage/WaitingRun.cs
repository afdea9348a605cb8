namespace RewardBench2.Storage;

/// <summary>A run that has work, as a watcher saw it.</summary>
public sealed record WaitingRun
{
    public required string RunId { get; init; }
    public required string? Owner { get; init; }
    public required long Fence { get; init; }
    public required long Heartbeat { get; init; }
}
