using RewardBench2.Storage;

namespace RewardBench2.Web.Caching;

/// <summary>The database's revision, at most half a second old, read once for everyone who asks.</summary>
public sealed class RevisionClock(Revision revision, TimeProvider clock)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Task<long>? _reading;
    private long _startedAt;

    public async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<long>? mine = null;
        Task<long>? reading;
        lock (_lock)
        {
            reading = IsFresh ? _reading : null;
            if (reading is null)
            {
                mine = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
                (_reading, _startedAt) = (reading = mine.Task, clock.GetTimestamp());
            }
        }

        return mine is null
            ? await reading.WaitAsync(cancellationToken)
            : await mine.CompleteAsync(() => revision.ReadAsync(CancellationToken.None));
    }

    private bool IsFresh => _reading is { } reading
        && (!reading.IsCompleted || (reading.IsCompletedSuccessfully && clock.GetElapsedTime(_startedAt) < FreshFor));
}
