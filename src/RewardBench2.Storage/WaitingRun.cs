namespace RewardBench2.Storage;

/// <summary>A run that has work, as a watcher saw it.</summary>
public sealed record WaitingRun
{
    public required string RunId { get; init; }
    public required string? Owner { get; init; }
    public required long Fence { get; init; }
    public required long Heartbeat { get; init; }

    /// <summary>Who submitted it, as limits tell visitors apart; <c>null</c> for the site and for this machine.</summary>
    public string? Visitor { get; init; }

    /// <inheritdoc cref="RunLease.Deaths"/>
    public int Deaths { get; init; }

    /// <summary>One of <see cref="RunState"/>.</summary>
    public string State { get; init; } = RunState.Queued;

    /// <inheritdoc cref="RunListing.Submission"/>
    public string? Submission { get; init; }

    /// <inheritdoc cref="NewRun.SubmissionOrder"/>
    public int SubmissionOrder { get; init; }

    /// <summary>Whether its endpoint was checked already.</summary>
    public bool IsChecked { get; init; }
}
