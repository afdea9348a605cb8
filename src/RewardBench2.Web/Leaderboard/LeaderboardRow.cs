using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Web.Leaderboard;

/// <summary>One model's row: a value, equal to every row that says the same.</summary>
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

    /// <summary>Developer, size, licence and the like.</summary>
    public ModelFacts Facts { get; init; } = new(null, null, SizeIsFromName: false, ModelWeights.Unknown, null, null);

    /// <summary>One of <see cref="Storage.Provenance"/>.</summary>
    public required string Provenance { get; init; }

    /// <summary>The run the scores come from; <c>null</c> for published figures.</summary>
    public string? RunId { get; init; }

    /// <summary>Where published figures come from, with the date.</summary>
    public string? Source { get; init; }

    /// <summary>When the run finished; <c>null</c> for published figures.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many runs of the model were made here on this dataset.</summary>
    public int RunsMade { get; init; }

    /// <summary>Published elsewhere, or a run that this site or an admin answers for; others are their submitters' word.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>One of Ai2's sweep runs.</summary>
    public bool IsSweep { get; init; }

    /// <summary>The benchmark's average; under custom weights, the weighted mean; <c>null</c> when a subset is absent.</summary>
    public Estimate? Average { get; init; }

    /// <summary>The average as the source states it, where that differs from the mean of its own subsets by more than rounding does.</summary>
    public double? ReportedAverage { get; init; }

    /// <summary>Scores by subset; those absent were not scored.</summary>
    public required ScoreDictionary<Subset> Subsets { get; init; }

    /// <summary>Scores of sections and further measures by name; empty where the benchmark has none.</summary>
    public ScoreDictionary<string> Further { get; init; } = new Dictionary<string, Estimate>();

    /// <summary>The mean of the four sections of the first RewardBench, a fraction; <c>null</c> where not published.</summary>
    public double? Version1 { get; init; }

    /// <summary>All subsets were scored.</summary>
    public bool IsComplete => Average is not null;

    /// <summary>The row of a finished run, without a rank.</summary>
    public static LeaderboardRow OfRun(BenchmarkDefinition benchmark, BoardRun run) => new()
    {
        Model = run.Model,
        ModelType = run.ModelType,
        Provenance = run.Provenance,
        RunId = run.RunId,
        RunsMade = run.RunsMade,
        IsVerified = run.IsVerified,
        FinishedAt = run.FinishedAt,
        Average = run.Average is null ? null : new Estimate(run.Average.Value, run.AverageLow, run.AverageHigh),
        Subsets = run.Scores
            .Where(score => benchmark.SubsetNamed(score.Subset) is not null)
            .ToDictionary(score => benchmark.SubsetNamed(score.Subset)!, score => new Estimate(score.Score, score.Low, score.High)),
        Further = run.Scores
            .Where(score => benchmark.SubsetNamed(score.Subset) is null)
            .ToDictionary(score => score.Subset, score => new Estimate(score.Score, score.Low, score.High)),
    };

    /// <summary>The score of a subset, or of the average for <c>null</c>; <c>null</c> when absent.</summary>
    public Estimate? Score(Subset? subset) => subset is { } one ? Subsets.GetValueOrDefault(one) : Average;
}

/// <summary>A score with its 95 % interval, fractions.</summary>
/// <param name="IsApproximate">The interval is a binomial approximation, because there are no per-prompt results.</param>
public sealed record Estimate(double Score, double? Low, double? High, bool IsApproximate = false)
{
    /// <summary>From <see cref="Low"/> to <see cref="High"/>; the score alone where they are unknown.</summary>
    public Interval Interval => new(Low ?? Score, High ?? Score);

    /// <summary>Whether the intervals share a value, so that the scores cannot be told apart.</summary>
    public bool Overlaps(Estimate other) => Interval.Overlaps(other.Interval);
}
