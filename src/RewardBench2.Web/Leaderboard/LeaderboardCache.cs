using System.Collections.Concurrent;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Keeps each dataset's board until the database's revision moves, so that readers share one.</summary>
public sealed class LeaderboardCache(
    LeaderboardTable leaderboard, ReportedScoreTable published, ModelTable models, Revision revision, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RevisionIsFreshFor = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, RankedModels> _boards = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile Seen? _revision;

    /// <summary>The board as it was last read; <c>null</c> before that. A page shows it at once while it reads anew.</summary>
    public RankedModels? Known(string dataset) => _boards.GetValueOrDefault(dataset);

    public async Task<RankedModels> ReadAsync(string dataset, CancellationToken cancellationToken)
    {
        var current = await RevisionAsync(cancellationToken);
        if (_boards.TryGetValue(dataset, out var board) && board.Revision == current)
        {
            return board;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_boards.TryGetValue(dataset, out board) && board.Revision == current)
            {
                return board;
            }

            var isOfficial = dataset == LeaderboardQuery.DefaultDataset;
            board = RankedModels.Of(
                dataset,
                current,
                clock.GetUtcNow(),
                await published.ReadAsync(dataset, modelId: null, cancellationToken),
                await leaderboard.ReadRunsAsync(dataset, cancellationToken),
                (await models.ReadAllAsync(cancellationToken)).ToDictionary(model => model.Name, StringComparer.OrdinalIgnoreCase),
                isOfficial ? Averages(await published.ReadAsync(PublishedSeeding.FirstRewardBench, modelId: null, cancellationToken)) : new Dictionary<string, double>());
            return _boards[dataset] = board;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The database's revision, at most half a second old.</summary>
    public async Task<long> RevisionAsync(CancellationToken cancellationToken)
    {
        if (_revision is { } known && clock.GetElapsedTime(known.ReadAt) < RevisionIsFreshFor)
        {
            return known.Value;
        }

        var value = await revision.ReadAsync(cancellationToken);
        _revision = new Seen(value, clock.GetTimestamp());
        return value;
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static Dictionary<string, double> Averages(IEnumerable<PublishedScore> figures) =>
        figures
            .GroupBy(figure => figure.Model, StringComparer.OrdinalIgnoreCase)
            .Select(model => (model.Key, Average: Version1Score.Mean(model)))
            .Where(model => model.Average is not null)
            .ToDictionary(model => model.Key, model => model.Average!.Value, StringComparer.OrdinalIgnoreCase);

    private sealed record Seen(long Value, long ReadAt);
}
