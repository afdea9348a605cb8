using RewardBench2.Benchmark;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Downstream;

/// <summary>Every downstream result with the scores of its model, at one revision of the database.</summary>
/// <param name="Models">Models with at least one result, in the order of sources.</param>
/// <param name="Outcomes">What was measured, in the order of sources.</param>
/// <param name="Repeated">Results left out because another source, or an earlier row, has the same model and outcome.</param>
public sealed record DownstreamOverview(
    long Revision,
    IReadOnlyList<DownstreamModel> Models,
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<DownstreamSource> Sources,
    IReadOnlyList<DownstreamRow> Rows,
    int Repeated)
{
    /// <summary>The average and the six subsets: what an outcome can be correlated with.</summary>
    public static IReadOnlyList<string> ScoreNames { get; } = [Subsets.Average, .. Subsets.All.Select(subset => subset.Name)];

    /// <summary>Joins results to the leaderboard by name, case ignored.</summary>
    /// <remarks>
    /// A score that the source itself states stands before the leaderboard's, because it belongs to the same measurement;
    /// the leaderboard fills in what the source does not say.
    /// </remarks>
    /// <param name="mostModels">Further models are left out.</param>
    /// <param name="mostOutcomes">Further outcomes are left out.</param>
    public static DownstreamOverview From(
        RankedModels leaderboard,
        IReadOnlyList<DownstreamSource> sources,
        IReadOnlyList<DownstreamRow> rows,
        int mostModels = int.MaxValue,
        int mostOutcomes = int.MaxValue)
    {
        var scored = RowChoice.ForStatistics(leaderboard.RowsWithSweeps)
            .OrderBy(row => row.Provenance == Provenance.Published ? 0 : 1)
            .ToLookup(row => row.Model, StringComparer.OrdinalIgnoreCase);
        var models = rows
            .GroupBy(row => row.Model, StringComparer.OrdinalIgnoreCase)
            .Select(own => Model([.. own], scored[own.Key].FirstOrDefault()))
            .ToList();
        return new DownstreamOverview(
            leaderboard.Revision,
            [.. models.Take(mostModels)],
            [.. rows.Select(Outcome.From).Distinct().Take(mostOutcomes)],
            sources,
            rows,
            rows.Count - models.Sum(model => model.Results.Count));
    }

    private static DownstreamModel Model(IReadOnlyList<DownstreamRow> rows, LeaderboardRow? leaderboard)
    {
        var results = new Dictionary<Outcome, double>();
        var scores = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            results.TryAdd(Outcome.From(row), row.Score);
            foreach (var (name, score) in row.Stated)
            {
                scores.TryAdd(name, score);
            }
        }

        foreach (var (subset, estimate) in leaderboard?.Subsets ?? new Dictionary<Subset, Estimate>())
        {
            scores.TryAdd(subset.Name, estimate.Score);
        }

        if (leaderboard?.Average is { } average)
        {
            scores.TryAdd(Subsets.Average, average.Score);
        }

        return new DownstreamModel
        {
            Name = rows[0].Model,
            Group = First(row => row.SourceGroup),
            BaseModel = First(row => row.BaseModel),
            Settings = First(row => row.Settings),
            IsOnLeaderboard = leaderboard is not null,
            Scores = scores,
            Results = results,
        };

        string? First(Func<DownstreamRow, string?> part) => rows.Select(part).FirstOrDefault(text => text is not null);
    }
}
