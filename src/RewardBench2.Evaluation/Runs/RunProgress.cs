namespace RewardBench2.Evaluation.Runs;

/// <summary>Where a run stands: the same record in the API, on the live hub and on pages. Absolute, never a delta.</summary>
public sealed record RunProgress
{
    public required string RunId { get; init; }
    public required string Model { get; init; }
    public required string Dataset { get; init; }

    /// <summary>One of <see cref="Storage.RunState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it failed, paused or waits; <c>null</c> otherwise.</summary>
    public required string? Reason { get; init; }
    public required int PromptsScored { get; init; }
    public required int PromptsTotal { get; init; }
    public required int PromptsFailed { get; init; }

    /// <summary>Over the last seconds; 0 when nothing is under way.</summary>
    public required double CompletionsPerSecond { get; init; }

    /// <summary>Seconds until the end at the present rate; <c>null</c> when there is no rate yet.</summary>
    public required double? EtaSeconds { get; init; }
    public required long Retries { get; init; }
    public required IReadOnlyList<SubsetProgress> Subsets { get; init; }

    /// <summary>The plain mean of the six scores so far, a fraction; <c>null</c> until every subset has one.</summary>
    public required double? Average { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>One subset's part of a run.</summary>
/// <param name="Score">The score over the prompts scored so far, a fraction; <c>null</c> before the first.</param>
public sealed record SubsetProgress(string Subset, int Scored, int Total, double? Score);

/// <summary>Tells everyone who watches how runs stand.</summary>
public interface IProgressAnnouncer
{
    Task AnnounceAsync(RunProgress progress);
}
