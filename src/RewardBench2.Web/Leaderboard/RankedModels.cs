using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard.Table;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A dataset's leaderboard as it stood at one revision of the database: rows by rank, best first.</summary>
/// <param name="Benchmark">What the dataset is of.</param>
/// <param name="ReadAt">When it was read.</param>
/// <param name="Rows">Every row but Ai2's sweep runs.</param>
/// <param name="RowsWithSweeps">Every row, ranked among all.</param>
public sealed record RankedModels(
    string Dataset,
    BenchmarkDefinition Benchmark,
    long Revision,
    DateTimeOffset ReadAt,
    IReadOnlyList<LeaderboardRow> Rows,
    IReadOnlyList<LeaderboardRow> RowsWithSweeps)
{
    /// <summary>Averages are printed with four decimals; what deviates further was not computed from the same scores.</summary>
    private const double Rounding = 0.0001;

    /// <summary>The rows' markup, shared by every open page.</summary>
    internal RowMarkups Markups { get; } = new(LeaderboardColumns.Of(Benchmark));

    /// <summary>The rows asked for.</summary>
    public IReadOnlyList<LeaderboardRow> All(bool sweeps) => sweeps ? RowsWithSweeps : Rows;

    /// <summary>Ranks what was published elsewhere and what was run here together.</summary>
    /// <param name="version1">Averages on the first RewardBench by model, fractions; empty where the dataset is not RewardBench 2.</param>
    public static RankedModels Compute(
        string dataset,
        BenchmarkDefinition benchmark,
        long revision,
        DateTimeOffset readAt,
        IEnumerable<PublishedScore> published,
        IEnumerable<BoardRun> runs,
        IReadOnlyDictionary<string, ModelRow> models,
        IReadOnlyDictionary<string, double> version1)
    {
        List<LeaderboardRow> rows =
        [
            .. PublishedRows(benchmark, published).Concat(runs.Select(run => LeaderboardRow.OfRun(benchmark, run))).Select(row => row with
            {
                Facts = models.TryGetValue(row.Model, out var model) ? ModelFacts.From(model) : ModelFacts.FromName(row.Model),
                Version1 = version1.TryGetValue(row.Model, out var earlier) ? earlier : null,
            }),
        ];
        return new RankedModels(dataset, benchmark, revision, readAt, Ranking.Rank([.. rows.Where(row => !row.IsSweep)]), Ranking.Rank(rows));
    }

    private static IEnumerable<LeaderboardRow> PublishedRows(BenchmarkDefinition benchmark, IEnumerable<PublishedScore> published) =>
        published
            .GroupBy(score => (score.ModelId, score.Title))
            .Select(figures =>
            {
                var first = figures.First();
                var scores = figures
                    .Where(figure => benchmark.SubsetNamed(figure.Name) is not null)
                    .ToDictionary(figure => benchmark.SubsetNamed(figure.Name)!, figure => figure.Score);
                var sections = figures
                    .Where(figure => benchmark.Sections.Any(section => section.Name == figure.Name))
                    .ToDictionary(figure => figure.Name, figure => figure.Score);
                var average = benchmark.Average(scores) ?? benchmark.AverageOfSections(sections);
                var stated = StatedAverage(figures);
                var isDeviating = stated is not null && average is not null && Math.Abs(stated.Value - average.Value) > Rounding;
                return new LeaderboardRow
                {
                    Model = first.Model,
                    ModelType = first.ModelType,
                    Provenance = Provenance.Published,
                    Source = first.RetrievedOn is null ? first.Title : $"{first.Title}, retrieved {first.RetrievedOn}",
                    IsSweep = first.IsSweep,
                    Average = Approximate(
                        average is null || isDeviating ? average : stated ?? average,
                        ApproximateInterval.OfAverage(benchmark, scores) ?? ApproximateInterval.OfSections(benchmark, sections)),
                    ReportedAverage = isDeviating ? stated : null,
                    Subsets = scores.ToDictionary(
                        score => score.Key,
                        score => Approximate(score.Value, ApproximateInterval.OfSubset(score.Key, score.Value))!),
                    Further = benchmark.Sections
                        .Where(section => sections.ContainsKey(section.Name) && benchmark.SubsetNamed(section.Name) is null)
                        .ToDictionary(
                            section => section.Name,
                            section => Approximate(sections[section.Name], ApproximateInterval.OfSection(benchmark, section, sections[section.Name]))!),
                };
            });

    // The source rounds subsets and average alike, so its average is nearer the truth than the mean of its subsets.
    private static double? StatedAverage(IEnumerable<PublishedScore> figures) =>
        figures.FirstOrDefault(figure => figure.Name == Subsets.Average)?.Score;

    private static Estimate? Approximate(double? score, Interval? interval) =>
        score is null ? null : new Estimate(score.Value, interval?.Low, interval?.High, IsApproximate: true);
}
