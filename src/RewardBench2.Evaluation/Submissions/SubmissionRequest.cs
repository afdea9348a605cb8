namespace RewardBench2.Evaluation.Submissions;

/// <summary>What a builder asks for: the body of <c>POST /api/v1/submissions</c> and the form's content alike.</summary>
public sealed record SubmissionRequest
{
    /// <summary>The model's name, <c>org/name</c>.</summary>
    public string? Model { get; init; }

    /// <summary>One of <see cref="Benchmark.ModelType.All"/>.</summary>
    public string? ModelType { get; init; }

    /// <summary>The dataset's name, such as <c>rewardbench-2</c> or <c>starter</c>.</summary>
    public string? Dataset { get; init; }

    public BackendRequest? Backend { get; init; }

    /// <summary>Only for judges.</summary>
    public JudgeRequest? Judge { get; init; }

    public LimitsRequest? Limits { get; init; }

    /// <summary>Score even though a canary failed; recorded on the protocol card.</summary>
    public bool RunAnyway { get; init; }

    /// <summary>Ask for publication as soon as the run is finished. Defaults to true; false keeps it behind its manage link.</summary>
    public bool Publish { get; init; } = true;
}

/// <summary>Where the rewards come from.</summary>
public sealed record BackendRequest
{
    /// <summary><c>baseline</c>, <c>endpoint</c>, <c>dpo</c> or <c>onnx</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>For a baseline: <c>random</c>, <c>constant</c>, <c>longest</c>, <c>shortest</c> or <c>overlap</c>.</summary>
    public string? Name { get; init; }

    /// <summary>For an endpoint: <c>auto</c> or one of the protocols by name.</summary>
    public string? Protocol { get; init; }

    public string? Url { get; init; }

    /// <summary>The model's name on that server; asked of the server where absent.</summary>
    public string? ServedModel { get; init; }

    /// <summary>Travels to the submitted address only.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Kept instead of the key: whether there was one. A retry takes it again.</summary>
    public bool HadApiKey { get; init; }

    /// <summary>A preset's name or a Jinja template; absent where the server applies its own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>The token that a pasted template means by <c>bos_token</c>: <c>null</c> is not known, an empty text is none.</summary>
    public string? BosToken { get; init; }

    /// <summary>The token that a pasted template means by <c>eos_token</c>: <c>null</c> is not known, an empty text is none.</summary>
    public string? EosToken { get; init; }

    /// <summary>The longest conversation in tokens, cut on the right. Defaults to 2,048.</summary>
    public int? MaxLength { get; init; }

    /// <summary>For models that answer with several attributes: which one, or weights such as <c>helpfulness=0.65,verbosity=-0.4</c>.</summary>
    public string? Attribute { get; init; }

    /// <summary>For DPO: the reference policy's endpoint.</summary>
    public string? ReferenceUrl { get; init; }

    /// <summary>For DPO: the reference policy's name on its server.</summary>
    public string? ReferenceModel { get; init; }

    /// <summary>For DPO: the factor on the log-ratio. Defaults to 0.1.</summary>
    public double? Beta { get; init; }

    /// <summary>For ONNX: the folder with model, tokenizer and template, below the operator's folder of models.</summary>
    public string? Folder { get; init; }
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

    /// <summary>The longest answer in tokens, reasoning included. Defaults to 2,048 for a ranking and 1,024 for a rating.</summary>
    public int? MaxTokens { get; init; }
}

/// <summary>What a run may use at most; <c>null</c> is no limit of the submitter's.</summary>
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
