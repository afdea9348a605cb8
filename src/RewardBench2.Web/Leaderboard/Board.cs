using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A dataset's leaderboard as it stood at one revision of the database: rows by rank, best first.</summary>
/// <param name="Rows">Every row but Ai2's sweep runs.</param>
/// <param name="RowsWithSweeps">Every row, ranked among all.</param>
public sealed record Board(
    string Dataset, long Revision, IReadOnlyList<LeaderboardRow> Rows, IReadOnlyList<LeaderboardRow> RowsWithSweeps)
{
    /// <summary>Ranks what was published elsewhere and what was run here together.</summary>
    public static Board Of(string dataset, long revision, IEnumerable<PublishedScore> published, IEnumerable<BoardRun> runs)
    {
        List<LeaderboardRow> rows = [.. PublishedRows(published), .. runs.Select(RunRow)];
        return new Board(dataset, revision, Ranked([.. rows.Where(row => !row.IsSweep)]), Ranked(rows));
    }

    private static IEnumerable<LeaderboardRow> PublishedRows(IEnumerable<PublishedScore> published) =>
        published
            .GroupBy(score => (score.ModelId, score.Title))
            .Select(figures =>
            {
                var first = figures.First();
                var scores = figures
                    .Where(figure => Subsets.Parse(figure.Name) is not null)
                    .ToDictionary(figure => Subsets.Parse(figure.Name)!.Value, figure => figure.Score);
                return new LeaderboardRow
                {
                    Model = first.Model,
                    ModelType = first.ModelType,
                    Provenance = Provenance.Published,
                    Source = first.RetrievedOn is null ? first.Title : $"{first.Title}, retrieved {first.RetrievedOn}",
                    IsSweep = first.IsSweep,
                    Average = Approximate(StatedAverage(figures) ?? OverallScore.AverageOf(scores), ApproximateInterval.OfAverage(scores)),
                    Subsets = scores.ToDictionary(
                        score => score.Key,
                        score => Approximate(score.Value, ApproximateInterval.OfSubset(score.Key, score.Value))!),
                };
            });

    // The source rounds subsets and average alike, so its average is nearer the truth than the mean of its subsets.
    private static double? StatedAverage(IEnumerable<PublishedScore> figures) =>
        figures.FirstOrDefault(figure => figure.Name == "Average")?.Score;

    private static LeaderboardRow RunRow(BoardRun run) => new()
    {
        Model = run.Model,
        ModelType = run.ModelType,
        Provenance = run.Provenance,
        RunId = run.RunId,
        RunsMade = run.RunsMade,
        Average = run.Average is null ? null : new Estimate(run.Average.Value, run.AverageLow, run.AverageHigh),
        Subsets = run.Scores
            .Where(score => Subsets.Parse(score.Subset) is not null)
            .ToDictionary(score => Subsets.Parse(score.Subset)!.Value, score => new Estimate(score.Score, score.Low, score.High)),
    };

    private static Estimate? Approximate(double? score, Interval? interval) =>
        score is null ? null : new Estimate(score.Value, interval?.Low, interval?.High, IsApproximate: true);

    private static List<LeaderboardRow> Ranked(List<LeaderboardRow> rows)
    {
        var scored = rows
            .Where(row => row.Average is not null)
            .OrderByDescending(row => row.Average!.Score)
            .ThenBy(row => row.Model, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var ranges = RankRanges.Of(
            [.. scored.Select(row => new Interval(row.Average!.Low ?? row.Average.Score, row.Average.High ?? row.Average.Score))]);
        var ranked = new List<LeaderboardRow>(rows.Count);
        for (var i = 0; i < scored.Count; i++)
        {
            var rank = i > 0 && scored[i].Average!.Score == scored[i - 1].Average!.Score ? ranked[i - 1].Rank : i + 1;
            ranked.Add(scored[i] with { Rank = rank, RankLow = ranges[i].Low, RankHigh = ranges[i].High });
        }

        ranked.AddRange(rows.Where(row => row.Average is null).OrderBy(row => row.Model, StringComparer.OrdinalIgnoreCase));
        return ranked;
    }
}
