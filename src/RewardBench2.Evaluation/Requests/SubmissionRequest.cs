using System.Text.Json.Serialization;

namespace RewardBench2.Evaluation.Requests;

/// <summary>What a builder asks for: the body of <c>POST /api/v1/submissions</c> and the form's content alike.</summary>
public sealed record SubmissionRequest
{
    /// <summary>The model's name, <c>org/name</c>.</summary>
    public string? Model { get; init; }

    /// <summary>One of <see cref="Benchmark.ModelType.All"/>.</summary>
    public string? ModelType { get; init; }

    /// <summary>The dataset's name, such as <c>rewardbench-2</c> or <c>starter</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>
    /// A benchmark's name, such as <c>rm-bench</c>, or a list of them: each is scored on its main dataset, all with one check. With
    /// <see cref="Dataset"/> too, that one is taken for its own benchmark. Not stored: each run has a dataset of its own.
    /// </summary>
    [JsonConverter(typeof(NamesConverter))]
    public IReadOnlyList<string>? Benchmark { get; init; }

    public BackendRequest? Backend { get; init; }

    /// <summary>Only for judges.</summary>
    public JudgeRequest? Judge { get; init; }

    public LimitsRequest? Limits { get; init; }

    /// <summary>Score even though a canary failed; recorded on the protocol card.</summary>
    public bool RunAnyway { get; init; }

    /// <summary>Pause after the check, before the first prompt; resuming the run scores it. Defaults to false.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Ask for publication as soon as the run is finished. Defaults to true; false keeps it behind its manage link.</summary>
    public bool Publish { get; init; } = true;

    /// <summary>
    /// The manage token of an earlier run of this model, which shows that the name is the submitter's own. Never stored.
    /// </summary>
    public string? EarlierToken { get; init; }
}

/// <summary>How a judge is asked.</summary>
public sealed record JudgeRequest
{
    /// <summary>A template of the submitter's own; <c>null</c> for ours.</summary>
    public string? Template { get; init; }

    /// <summary>Draws the placement of completions. Defaults to 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Ask every ranking twice, in opposite orders, to measure position bias.</summary>
    public bool BothOrders { get; init; }

    /// <summary>
    /// How verdicts are read: <c>ours</c> (the default) takes no vote from thoughts, lists of letters or answers cut off, and reads ratings
    /// such as <c>8/10</c> or <c>**8**</c>; <c>reference</c> reads as the benchmark's published code does.
    /// </summary>
    public string? Reader { get; init; }

    /// <summary>The longest answer in tokens, reasoning included. Defaults to 2,048 for a ranking and 1,024 for a rating.</summary>
    public int? MaxTokens { get; init; }
}

/// <summary>What a run may use at most; <c>null</c> means no limit of the submitter's.</summary>
public sealed record LimitsRequest
{
    public int? MaxConcurrency { get; init; }

    public long? MaxRequests { get; init; }

    public long? MaxTokens { get; init; }

    /// <summary>In the currency of the prices below.</summary>
    public decimal? MaxCost { get; init; }

    public decimal? PricePerMillionInputTokens { get; init; }

    public decimal? PricePerMillionOutputTokens { get; init; }
}
