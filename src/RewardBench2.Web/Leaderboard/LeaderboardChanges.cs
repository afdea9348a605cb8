using System.Collections.Immutable;
using System.Data.Common;
using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Leaderboard;

/// <summary>
/// Tells open leaderboards that results changed, on whichever node that was. One loop reads the revision for all of them, and
/// only while there are any.
/// </summary>
public sealed partial class LeaderboardChanges(RevisionClock revisions, TimeProvider clock, ILogger<LeaderboardChanges> log) : IDisposable
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private ImmutableList<Watcher> _watchers = [];
    private CancellationTokenSource? _untilNobodyWatches;

    /// <summary>Whether anybody watches.</summary>
    public bool IsLooking => _untilNobodyWatches is not null;

    /// <summary>Calls back when the revision is another than the one seen, once for each, until disposed.</summary>
    public IDisposable Watch(long seen, Func<CancellationToken, Task> onChange)
    {
        var watcher = new Watcher(this, onChange) { Seen = seen };
        lock (_changing)
        {
            _watchers = _watchers.Add(watcher);
            if (_untilNobodyWatches is null)
            {
                _untilNobodyWatches = new CancellationTokenSource();
                _ = LookAsync(_untilNobodyWatches.Token); // ends when the last reader leaves
            }
        }

        return watcher;
    }

    public void Dispose()
    {
        lock (_changing)
        {
            Rest();
        }
    }

    private void Leave(Watcher watcher)
    {
        lock (_changing)
        {
            _watchers = _watchers.Remove(watcher);
            if (_watchers.IsEmpty)
            {
                Rest();
            }
        }
    }

    private void Rest()
    {
        _untilNobodyWatches?.Cancel();
        _untilNobodyWatches?.Dispose();
        _untilNobodyWatches = null;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(LooksEvery, clock, cancellationToken);
                try
                {
                    var revision = await revisions.ReadAsync(cancellationToken);
                    await Task.WhenAll(_watchers.Where(watcher => watcher.Seen != revision).Select(watcher => watcher.TellAsync(revision, cancellationToken)));
                }
                catch (DbException failed)
                {
                    CannotLook(log, failed);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last leaderboard was closed.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open leaderboards could not be told what changed; trying again")]
    private static partial void CannotLook(ILogger log, Exception failed);

    private sealed class Watcher(LeaderboardChanges watch, Func<CancellationToken, Task> onChange) : IDisposable
    {
        public long Seen { get; set; }

        // Only what was told counts as seen: a reader whose leaderboard could not be read is told again.
        public async Task TellAsync(long revision, CancellationToken cancellationToken)
        {
            try
            {
                await onChange(cancellationToken);
                Seen = revision;
            }
            catch (ObjectDisposedException)
            {
                // The reader left between the change and its telling.
            }
        }

        public void Dispose() => watch.Leave(this);
    }
}
