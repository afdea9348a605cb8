using RewardBench2.Benchmark;

namespace RewardBench2.Storage;

/// <summary>What lists show of a run: one model on one dataset. None of it is long.</summary>
public record RunListing
{
    public required string RunId { get; init; }
    public required long ModelId { get; init; }
    public required string Model { get; init; }
    public required string ModelType { get; init; }
    public required long DatasetId { get; init; }
    public required string Dataset { get; init; }

    /// <summary><c>benchmark</c> or <c>candidates</c>.</summary>
    public required string DatasetKind { get; init; }

    /// <summary>What the dataset's prompts are of, by name; <c>null</c> for candidates.</summary>
    public string? BenchmarkName { get; init; }
    public required string Provenance { get; init; }

    /// <summary><c>baseline</c>, <c>endpoint</c>, <c>dpo</c>, <c>onnx</c> or <c>upload</c>.</summary>
    public required string BackendKind { get; init; }

    /// <summary>One of <see cref="RunState"/>.</summary>
    public required string State { get; init; }
    public required string? Reason { get; init; }

    /// <summary>One of <see cref="RunVisibility"/>.</summary>
    public required string Visibility { get; init; }

    /// <summary>Whether an admin, or the site itself, answers for it.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Seen only by those who hold its manage link.</summary>
    public bool IsPrivate => Visibility == RunVisibility.Private;
    public required int PromptsTotal { get; init; }
    public required int PromptsScored { get; init; }
    public required int PromptsFailed { get; init; }
    public required double? Average { get; init; }
    public required double? AverageLow { get; init; }
    public required double? AverageHigh { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What it shares with the runs that were submitted together with it; <c>null</c> for one that was submitted alone.</summary>
    public string? Submission { get; init; }
}

/// <summary>A run as it is stored, with what was submitted and what was found out.</summary>
public sealed record RunRow : RunListing
{
    /// <summary>The submission as JSON, without its key.</summary>
    public required string Request { get; init; }

    /// <summary>The API key, encrypted; wiped when the run ends.</summary>
    public required string? Secret { get; init; }

    /// <summary>How the rewards were obtained, as JSON.</summary>
    public required string? ProtocolCard { get; init; }

    /// <summary>How an uploaded file was joined to the dataset, as JSON.</summary>
    public required string? JoinReport { get; init; }
    public required string ManageTokenHash { get; init; }
    public required string? Visitor { get; init; }

    /// <summary>How the endpoint was driven so far, as JSON, so that caps hold over restarts.</summary>
    public required string? Meter { get; init; }

    /// <summary>What the probe and the canaries found, as JSON.</summary>
    public required string? CheckReport { get; init; }

    /// <summary>The benchmark's definition as it was brought in; <c>null</c> for one that comes with the project.</summary>
    public string? BenchmarkText { get; init; }

    /// <summary>What the dataset's prompts are of; <c>null</c> for candidates.</summary>
    public BenchmarkDefinition? Benchmark => StoredBenchmark.Of(BenchmarkName, BenchmarkText);
}

/// <summary>A run about to be stored.</summary>
public sealed record NewRun
{
    public required string RunId { get; init; }
    public required string Model { get; init; }
    public required string ModelType { get; init; }
    public required long DatasetId { get; init; }
    public required string Provenance { get; init; }
    public required string BackendKind { get; init; }
    public required string Request { get; init; }
    public string? Secret { get; init; }
    public string? JoinReport { get; init; }

    /// <summary>SHA-256 of the file that the scores came in, 64 lower-case hexadecimal digits; <c>null</c> without a file.</summary>
    public string? ContentSha256 { get; init; }
    public required string Visibility { get; init; }
    public required string ManageTokenHash { get; init; }

    /// <summary>Whose run it is: the account of an earlier run of the same owner; <c>null</c> for a new account, which is the run's own token's hash.</summary>
    public string? Account { get; init; }

    /// <summary>Whether an admin, or the site itself, answers for it.</summary>
    public bool IsVerified { get; init; }

    /// <inheritdoc cref="RunListing.Submission"/>
    public string? Submission { get; init; }

    /// <summary>Its place among those submitted together, from 0.</summary>
    public int SubmissionOrder { get; init; }

    /// <summary>What its timeline says beside its being submitted.</summary>
    public string? Note { get; init; }
    public string? Visitor { get; init; }
    public required int PromptsTotal { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The owner of the lease from the start, with fence 0; <c>null</c> leaves the run to the workers.</summary>
    public string? Owner { get; init; }
}

/// <summary>A change of a run's state, as its timeline shows it.</summary>
public sealed record RunEvent
{
    public required string RunId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string State { get; init; }

    /// <summary>The reason, as a sentence.</summary>
    public required string Cause { get; init; }

    /// <summary><c>owner</c>, <c>admin</c>, <c>worker</c> or <c>site</c>.</summary>
    public required string Actor { get; init; }
}
