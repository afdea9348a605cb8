using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>What a run may use at most; a cap that is reached pauses the run. <c>null</c> means no cap.</summary>
/// <remarks>
/// Requests are capped exactly. Tokens and cost are known only when a response is there, so the requests under way
/// when a cap is reached (at most the concurrency) are still paid for.
/// </remarks>
public sealed record RunCaps
{
    public long? MaxRequests { get; init; }

    /// <summary>Input and output together.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>In the currency of the prices.</summary>
    public decimal? MaxCost { get; init; }

    public decimal PricePerMillionInputTokens { get; init; }

    public decimal PricePerMillionOutputTokens { get; init; }

    /// <summary>No caps and no prices.</summary>
    public static RunCaps None { get; } = new();

    public static RunCaps From(LimitsRequest? limits) => limits is null ? None : new RunCaps
    {
        MaxRequests = limits.MaxRequests,
        MaxTokens = limits.MaxTokens,
        MaxCost = limits.MaxCost,
        PricePerMillionInputTokens = limits.PricePerMillionInputTokens ?? 0,
        PricePerMillionOutputTokens = limits.PricePerMillionOutputTokens ?? 0,
    };

    /// <summary>What tokens cost at these prices.</summary>
    public decimal CostOf(long inputTokens, long outputTokens) =>
        ((inputTokens * PricePerMillionInputTokens) + (outputTokens * PricePerMillionOutputTokens)) / 1_000_000m;
}
