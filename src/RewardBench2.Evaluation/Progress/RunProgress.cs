using System.Text.Json.Serialization;

namespace RewardBench2.Evaluation.Progress;

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

    /// <summary>Lower end of the average's 95 % interval: approximate while the run is under way, the bootstrap's once it is finished.</summary>
    public double? AverageLow { get; init; }

    /// <summary>Upper end of the average's interval.</summary>
    public double? AverageHigh { get; init; }

    /// <summary>How many runs have work before this one; <c>null</c> unless it is queued.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>When a queued run is expected to start, in seconds; <c>null</c> unless it is queued.</summary>
    public double? StartsInSeconds { get; init; }

    /// <summary>How the endpoint is being driven; <c>null</c> for runs without one.</summary>
    public RequestProgress? Requests { get; init; }

    /// <summary>The endpoint's last errors, newest first.</summary>
    public IReadOnlyList<string> LastErrors { get; init; } = [];

    /// <summary>The prompts scored last, newest first, at most 40.</summary>
    public IReadOnlyList<PromptProgress> Latest { get; init; } = [];
    public required DateTimeOffset At { get; init; }

    /// <summary>Told only to those who hold the run's link.</summary>
    [JsonIgnore]
    public bool IsPrivate { get; init; }
}

/// <summary>One subset's part of a run.</summary>
/// <param name="Score">The score over the prompts scored so far, a fraction; <c>null</c> before the first.</param>
/// <param name="Low">Lower end of the score's 95 % interval: approximate while the run is under way, the bootstrap's once it is finished.</param>
/// <param name="High">Upper end of that interval.</param>
public sealed record SubsetProgress(string Subset, int Scored, int Total, double? Score, double? Low = null, double? High = null);

/// <summary>How an endpoint is being driven.</summary>
/// <param name="Concurrency">Requests that may be under way at once just now.</param>
/// <param name="Pace">What becomes of that number: <c>growing</c>, <c>steady</c>, <c>slowed</c> by refusals, or <c>waiting</c> as the endpoint asked.</param>
/// <param name="TooManyRequests">How often the endpoint answered 429, 503 or 529.</param>
public sealed record RequestProgress(
    long Sent, int Concurrency, string Pace, long TooManyRequests, long InputTokens, long OutputTokens, decimal Cost, long Truncated);

/// <summary>A prompt that was just scored.</summary>
/// <param name="Result">A fraction; <c>null</c> in Ties and for a prompt that failed.</param>
public sealed record PromptProgress(string Id, string Subset, double? Result, bool Failed);

/// <summary>Tells everyone who watches how runs stand.</summary>
public interface IProgressAnnouncer
{
    Task AnnounceAsync(RunProgress progress);
}
