namespace RewardBench2.Evaluation.Outbound;

/// <summary>What a run has used and met so far.</summary>
public sealed record RunMeterReading
{
    /// <summary>Requests sent, repetitions included, responses from the cache not.</summary>
    public long Requests { get; init; }

    /// <summary>Responses taken from the cache, which cost nothing.</summary>
    public long CacheHits { get; init; }

    /// <summary>How many of the requests were repetitions after a fault.</summary>
    public long Retries { get; init; }

    /// <summary>Responses 429, 503 and 529, which make the run slow down.</summary>
    public long TooManyRequests { get; init; }

    /// <summary>Requests that may be under way at once, at the moment.</summary>
    public int Concurrency { get; init; }

    /// <summary>What becomes of that number.</summary>
    public PaceChange Pace { get; init; }

    /// <summary>As the server counts, else estimated at four characters a token.</summary>
    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>As the server says, else by the submitted prices.</summary>
    public decimal Cost { get; init; }

    /// <summary>Completions known to have been cut to the maximum length.</summary>
    public long Truncated { get; init; }

    /// <summary>Characters of responses that were kept.</summary>
    public long KeptCharacters { get; init; }

    /// <summary>The last few errors, oldest first, without secrets.</summary>
    public IReadOnlyList<string> LastErrors { get; init; } = [];

    /// <summary>Changes made to the requests because the server asked for them, such as a parameter dropped.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
