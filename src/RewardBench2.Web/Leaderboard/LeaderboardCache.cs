using RewardBench2.Benchmark.Definitions;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Keeps each dataset's leaderboard until the database's revision moves, so that readers share one.</summary>
public sealed class LeaderboardCache(
    LeaderboardTable leaderboard, DatasetTable datasets, ReportedScoreTable published, ModelTable models, RevisionClock revision, TimeProvider clock)
{
    private readonly ByRevision<string, RankedModels> _leaderboards = new(revision);

    /// <summary>The leaderboard as it was last read; <c>null</c> before that. A page shows it at once while it reads anew.</summary>
    public RankedModels? Known(string dataset) => _leaderboards.Latest(dataset);

    public Task<RankedModels> ReadAsync(string dataset, CancellationToken cancellationToken) =>
        _leaderboards.ReadAsync(dataset, (current, _) => RankAsync(dataset, current), cancellationToken);

    private async Task<RankedModels> RankAsync(string dataset, long current) => RankedModels.Compute(
        dataset,
        (await datasets.FindAsync(dataset, CancellationToken.None))?.Benchmark ?? BenchmarkCatalog.Find(dataset) ?? BenchmarkCatalog.RewardBench2,
        current,
        clock.GetUtcNow(),
        await published.ReadAsync(dataset, modelId: null, CancellationToken.None),
        await leaderboard.ReadRunsAsync(dataset, CancellationToken.None),
        (await models.ReadAllAsync(CancellationToken.None)).ToDictionary(model => model.Name, StringComparer.OrdinalIgnoreCase),
        dataset == LeaderboardQuery.DefaultDataset
            ? Averages(await published.ReadAsync(PublishedSeeding.FirstRewardBench, modelId: null, CancellationToken.None))
            : new Dictionary<string, double>());

    private static Dictionary<string, double> Averages(IEnumerable<PublishedScore> figures) =>
        figures
            .GroupBy(figure => figure.Model, StringComparer.OrdinalIgnoreCase)
            .Select(model => (model.Key, Average: Version1Score.Mean(model)))
            .Where(model => model.Average is not null)
            .ToDictionary(model => model.Key, model => model.Average!.Value, StringComparer.OrdinalIgnoreCase);
}
