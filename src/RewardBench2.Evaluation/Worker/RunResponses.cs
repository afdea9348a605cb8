using System.Threading.Channels;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>
/// A run's responses, kept in the database until the run is finished. Those that arrive together are written together,
/// and each counts as kept only once it is on the disk.
/// </summary>
internal sealed class RunResponses : IResponseCache, IAsyncDisposable
{
    private readonly ResponseTable _table;
    private readonly string _runId;
    private readonly StorageRetry _retry;
    private readonly StorageStatus _storage;
    private readonly IReadOnlySet<string> _known;
    private readonly Channel<Arrived> _arrived = Channel.CreateUnbounded<Arrived>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _writing;

    private RunResponses(ResponseTable table, LeasedRun leased, StorageRetry retry, IReadOnlySet<string> known)
    {
        (_table, _runId, _retry, _storage, _known) = (table, leased.RunId, retry, leased.Storage, known);
        _writing = WriteAsync();
    }

    public static async Task<RunResponses> OpenAsync(ResponseTable table, LeasedRun leased, StorageRetry retry, CancellationToken cancellationToken) =>
        new(table, leased, retry, await table.ReadKeysAsync(leased.RunId, cancellationToken));

    public async Task<string?> FindAsync(string key, CancellationToken cancellationToken) => _known.Contains(key)
        ? await _retry.DoAsync(() => _table.FindAsync(_runId, key, cancellationToken), _storage.BeginAsync, cancellationToken)
        : null;

    public Task StoreAsync(string key, string response, CancellationToken cancellationToken)
    {
        var arrived = new Arrived(key, response, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _arrived.Writer.TryWrite(arrived);
        return arrived.Written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what has arrived; waits no longer for a database that is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrived.Writer.Complete();
        await _closing.CancelAsync();
        await _writing;
        _closing.Dispose();
    }

    private async Task WriteAsync()
    {
        await foreach (var batch in Batches.OfAsync(_arrived.Reader))
        {
            try
            {
                await _retry.StoreAsync(
                    () => _table.StoreAsync(_runId, [.. batch.Select(arrived => (arrived.Key, arrived.Response))], CancellationToken.None),
                    _storage.BeginAsync,
                    _closing.Token);
                _storage.End();
                foreach (var arrived in batch)
                {
                    arrived.Written.TrySetResult();
                }
            }
            catch (Exception failed)
            {
                foreach (var arrived in batch)
                {
                    arrived.Written.TrySetException(failed);
                }
            }
        }
    }

    private sealed record Arrived(string Key, string Response, TaskCompletionSource Written);
}
