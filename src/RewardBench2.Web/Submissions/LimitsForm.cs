using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Web.Submissions;

/// <summary>What a visitor types about how much a run may use.</summary>
public sealed class LimitsForm
{
    public int? MaxConcurrency { get; set; }

    public long? MaxRequests { get; set; }

    public decimal? MaxCost { get; set; }

    public decimal? PriceIn { get; set; }

    public decimal? PriceOut { get; set; }

    /// <summary>The same as in the API's body.</summary>
    public LimitsRequest ToRequest() => new()
    {
        MaxConcurrency = MaxConcurrency,
        MaxRequests = MaxRequests,
        MaxCost = MaxCost,
        PricePerMillionInputTokens = PriceIn,
        PricePerMillionOutputTokens = PriceOut,
    };
}
