using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>One model's row.</summary>
public sealed record LeaderboardRow
{
    /// <summary>By average, from 1; <c>null</c> without an average. Models with the same average share a rank.</summary>
    public int? Rank { get; init; }

    /// <summary>The best rank that the intervals allow.</summary>
    public int? RankLow { get; init; }

    /// <summary>The worst rank that the intervals allow.</summary>
    public int? RankHigh { get; init; }
    public required string Model { get; init; }
    public required string ModelType { get; init; }

    /// <summary>One of <see cref="Storage.Provenance"/>.</summary>
    public required string Provenance { get; init; }

    /// <summary>The run the scores come from; <c>null</c> for published figures.</summary>
    public string? RunId { get; init; }

    /// <summary>Where published figures come from, with the date.</summary>
    public string? Source { get; init; }

    /// <summary>How many runs of the model were made here on this dataset.</summary>
    public int RunsMade { get; init; }

    /// <summary>One of Ai2's sweep runs.</summary>
    public bool IsSweep { get; init; }

    /// <summary>The plain mean of the six; <c>null</c> when one is absent.</summary>
    public Estimate? Average { get; init; }

    /// <summary>Scores by subset; those absent were not scored.</summary>
    public required IReadOnlyDictionary<Subset, Estimate> Subsets { get; init; }
}

/// <summary>A score with its 95 % interval, fractions.</summary>
/// <param name="IsApproximate">The interval is a binomial approximation, for want of per-prompt results.</param>
public sealed record Estimate(double Score, double? Low, double? High, bool IsApproximate = false);
