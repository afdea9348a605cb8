namespace RewardBench2.Evaluation.Outbound;

/// <summary>
/// The memory that one run's long responses share. The beginning of a response is free; whoever reads on takes room for the
/// longest response of its kind, once, and so never waits for others while it holds some.
/// </summary>
/// <param name="bytes">The room in all.</param>
public sealed class ResponseRoom(long bytes)
{
    /// <summary>Bytes that every response may have without taking room.</summary>
    public const int Free = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Turn)> _waiting = new();
    private readonly long _all = bytes;
    private long _left = bytes;

    /// <summary>The share of one response, given back when it is disposed of.</summary>
    public Share Open() => new(this);

    private async Task<long> TakeAsync(long wanted, CancellationToken cancellationToken)
    {
        var taken = Math.Min(wanted, _all);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_waiting.Count == 0 && _left >= taken)
            {
                _left -= taken;
                return taken;
            }

            _waiting.Enqueue((taken, turn));
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task;
        }

        return taken;
    }

    private void GiveBack(long taken)
    {
        lock (_lock)
        {
            _left += taken;
            while (_waiting.TryPeek(out var next) && (next.Turn.Task.IsCompleted || _left >= next.Bytes))
            {
                _waiting.Dequeue();
                if (next.Turn.TrySetResult())
                {
                    _left -= next.Bytes;
                }
            }
        }
    }

    /// <summary>What one response holds.</summary>
    public sealed class Share(ResponseRoom room) : IDisposable
    {
        private long _taken;

        /// <summary>Waits until there is room for a response that is longer than <see cref="Free"/>.</summary>
        public async Task ExtendAsync(int mostBytes, CancellationToken cancellationToken)
        {
            if (_taken == 0)
            {
                _taken = await room.TakeAsync(mostBytes, cancellationToken);
            }
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _taken, 0) is > 0 and var taken)
            {
                room.GiveBack(taken);
            }
        }
    }
}
