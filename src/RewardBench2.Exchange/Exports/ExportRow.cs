using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Exports;

/// <summary>One model of a leaderboard, to be written out.</summary>
public sealed record ExportRow
{
    /// <summary>By average, from 1; <c>null</c> without an average.</summary>
    public int? Rank { get; init; }

    /// <summary>The best rank that the intervals allow.</summary>
    public int? RankLow { get; init; }

    /// <summary>The worst rank that the intervals allow.</summary>
    public int? RankHigh { get; init; }

    public required string Model { get; init; }

    /// <summary>One of <see cref="Benchmark.ModelType.All"/>.</summary>
    public required string ModelType { get; init; }

    /// <summary><c>published</c>, <c>uploaded</c> or <c>run</c>.</summary>
    public required string Provenance { get; init; }

    /// <summary>The run the scores come from; <c>null</c> for published figures.</summary>
    public string? RunId { get; init; }

    /// <summary>When the scores were computed; <c>null</c> for published figures.</summary>
    public DateTimeOffset? EvaluatedAt { get; init; }

    /// <summary>The plain mean of the six subsets; <c>null</c> when one is absent.</summary>
    public ExportEstimate? Average { get; init; }

    /// <summary>Scores by subset; those absent were not scored.</summary>
    public required IReadOnlyDictionary<Subset, ExportEstimate> Subsets { get; init; }

    /// <summary>Where published figures come from, in words.</summary>
    public string? Source { get; init; }
}
