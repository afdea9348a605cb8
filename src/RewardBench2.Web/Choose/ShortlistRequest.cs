using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Choose;

/// <summary>A reader's use and limits.</summary>
public sealed record ShortlistRequest(ModelUse Use)
{
    /// <summary>The policy's family, for PPO; <c>null</c> when not said.</summary>
    public string? Family { get; init; }

    /// <summary>At most so many billions of parameters; <c>null</c> for no limit.</summary>
    public double? MostBillions { get; init; }

    /// <summary><c>open</c>: somebody stated that the weights can be had; <c>not-api</c>: not known to be behind an API only; <c>null</c>: any.</summary>
    public string? Weights { get; init; }

    /// <summary>A part of the licence's name; <c>null</c> for any.</summary>
    public string? Licence { get; init; }

    /// <summary>Leave generative judges out.</summary>
    public bool ClassifiersOnly { get; init; }

    /// <summary>Why a model is left out; <c>null</c> when it is not.</summary>
    public string? Refuse(LeaderboardRow row)
    {
        var facts = row.Facts;
        return ClassifiersOnly && row.ModelType == Benchmark.ModelType.GenerativeRewardModel ? "generative judges"
            : MostBillions is not null && facts.BillionParameters is null ? "of unknown size"
            : facts.BillionParameters > MostBillions ? "too large"
            : Weights is "open" or "not-api" && facts.Weights == ModelWeights.ApiOnly ? "behind an API only"
            : Weights == "open" && facts.Weights != ModelWeights.Open ? "of weights nobody has stated to be open"
            : Licence is { Length: > 0 } && facts.Licence is null ? "without a stated licence"
            : Licence is { Length: > 0 } wanted && facts.Licence?.Contains(wanted, StringComparison.OrdinalIgnoreCase) != true ? "under another licence"
            : null;
    }
}
