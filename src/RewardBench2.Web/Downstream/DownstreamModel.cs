using RewardBench2.Benchmark;

namespace RewardBench2.Web.Downstream;

/// <summary>A reward model with downstream results, joined to its scores.</summary>
public sealed record DownstreamModel
{
    /// <summary>The name as the first source spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The source's grouping, such as on-policy.</summary>
    public string? Group { get; init; }
    public string? BaseModel { get; init; }
    public string? Settings { get; init; }

    /// <summary>Whether the leaderboard has this model, so that a link leads somewhere.</summary>
    public required bool IsOnLeaderboard { get; init; }

    /// <summary>RewardBench 2 scores, fractions, by subset name and <see cref="Subsets.Average"/>; absent where not known.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>Downstream results, fractions.</summary>
    public required IReadOnlyDictionary<Outcome, double> Results { get; init; }

    /// <summary>A short name for charts: without what Ai2's sweep runs all have in common.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..].Replace("open_instruct_dev-", "", StringComparison.Ordinal);
}
