using System.Collections.Concurrent;
using RewardBench2.Storage;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Keeps each dataset's board until the database's revision moves, so that readers share one.</summary>
public sealed class BoardCache(LeaderboardTable leaderboard, PublishedTable published, Revision revision, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RevisionIsFreshFor = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Board> _boards = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile Seen? _revision;

    public async Task<Board> ReadAsync(string dataset, CancellationToken cancellationToken)
    {
        var current = await CurrentRevisionAsync(cancellationToken);
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

            board = Board.Of(
                dataset,
                current,
                await published.ReadAsync(dataset, modelId: null, cancellationToken),
                await leaderboard.ReadRunsAsync(dataset, cancellationToken));
            return _boards[dataset] = board;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<long> CurrentRevisionAsync(CancellationToken cancellationToken)
    {
        if (_revision is { } known && clock.GetElapsedTime(known.ReadAt) < RevisionIsFreshFor)
        {
            return known.Value;
        }

        var value = await revision.ReadAsync(cancellationToken);
        _revision = new Seen(value, clock.GetTimestamp());
        return value;
    }

    private sealed record Seen(long Value, long ReadAt);
}
