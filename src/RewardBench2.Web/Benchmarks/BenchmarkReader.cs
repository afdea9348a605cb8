using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Benchmarks;

/// <summary>Reads what is here of every benchmark. What it makes is kept until the database changes.</summary>
public sealed class BenchmarkReader(BenchmarkTable benchmarks, DatasetTable datasets, LeaderboardCache leaderboards, RevisionClock revision)
{
    private readonly ByRevision<string, BenchmarkOverview> _overviews = new(revision);

    public Task<BenchmarkOverview> ReadAsync(CancellationToken cancellationToken) =>
        _overviews.ReadAsync("", (_, _) => MakeAsync(), cancellationToken);

    /// <summary>The definition of a name; <c>null</c> when there is none.</summary>
    public async Task<BenchmarkDefinition?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await benchmarks.ReadAllAsync(cancellationToken)).FirstOrDefault(benchmark => benchmark.Name == name);

    private async Task<BenchmarkOverview> MakeAsync()
    {
        var here = await datasets.ReadAllAsync(CancellationToken.None);
        var hosted = new List<HostedBenchmark>();
        var columns = new List<Dictionary<string, double>>();
        foreach (var definition in await benchmarks.ReadAllAsync(CancellationToken.None))
        {
            var dataset = MainDataset.Of(definition.Name, here);
            var rows = (await leaderboards.ReadAsync(dataset?.Name ?? definition.Name, CancellationToken.None)).Rows;
            var averages = Averages(dataset is null && rows.All(row => row.RunId is not null) ? [] : rows);
            hosted.Add(new HostedBenchmark(
                definition,
                [.. here.Where(one => one.BenchmarkName == definition.Name).Select(one => one.Name)],
                dataset is null && averages.Count == 0 ? null : dataset?.Name ?? definition.Name,
                dataset?.PromptCount ?? 0,
                averages.Count));
            columns.Add(averages);
        }

        var (models, curves) = Across(columns);
        return new BenchmarkOverview(hosted, Agreement(columns), models, curves);
    }

    private static Dictionary<string, double> Averages(IEnumerable<LeaderboardRow> rows) => RowChoice
        .ForStatistics([.. rows.Where(row => row.Average is not null && row.ModelType != ModelType.Baseline)])
        .GroupBy(row => row.Model, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(model => model.Key, model => RowChoice.OfModel(model)!.Average!.Score, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<IReadOnlyList<Correlation>> Agreement(List<Dictionary<string, double>> columns)
    {
        string[] models = [.. columns.SelectMany(column => column.Keys).Distinct(StringComparer.OrdinalIgnoreCase)];
        double?[][] scores = [.. columns.Select(column => models.Select(model => column.TryGetValue(model, out var score) ? score : (double?)null).ToArray())];
        return CorrelationGrid.Compute(CorrelationMethod.Spearman, scores, scores).Cells;
    }

    private static (IReadOnlyList<ModelAcross> Models, IReadOnlyList<BenchmarkCurve> Curves) Across(List<Dictionary<string, double>> columns)
    {
        string[] models =
        [
            .. columns.SelectMany(column => column.Keys)
                .CountBy(model => model, StringComparer.OrdinalIgnoreCase)
                .Where(model => model.Value > 1)
                .Select(model => model.Key),
        ];
        double?[][] scores = [.. models.Select(model => columns.Select(column => column.TryGetValue(model, out var score) ? score : (double?)null).ToArray())];
        var fit = AbilityFit.Compute(scores);
        var ranks = RanksOf(scores);
        return (
            [
                .. models
                    .Select((model, at) => new ModelAcross(model, scores[at], ranks[at], fit?.Abilities[at]))
                    .OrderByDescending(model => model.Ability is not null)
                    .ThenByDescending(model => model.Ability?.Value)
                    .ThenByDescending(model => model.Scores.OfType<double>().Count())
                    .ThenBy(model => model.Model, StringComparer.OrdinalIgnoreCase),
            ],
            fit?.Benchmarks ?? []);
    }

    private static double?[] RanksOf(double?[][] scores)
    {
        var compared = scores.Where(row => row.Count(score => score is not null) >= AbilityFit.Fewest).ToArray();
        return
        [
            .. scores.Select(row => row.Count(score => score is not null) < AbilityFit.Fewest
                ? (double?)null
                : row.Index().Where(score => score.Item is not null)
                    .Average(score => 1 + compared.Count(other => other[score.Index] > score.Item))),
        ];
    }
}
