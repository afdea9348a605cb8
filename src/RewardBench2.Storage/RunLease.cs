namespace RewardBench2.Storage;

/// <summary>A worker's right to write to a run. Taking the run over raises the fence, after which this lease can no longer write.</summary>
public sealed record RunLease(string RunId, string Owner, long Fence)
{
    /// <summary>How often a worker died over the run since its last new score.</summary>
    public int Deaths { get; init; }
}

/// <summary>The run was taken over, cancelled or paused: its former worker may not write.</summary>
public sealed class LeaseLostException(string runId) : Exception($"Run {runId} is no longer leased to this worker.");
