namespace RewardBench2.Evaluation.Outbound;

/// <summary>Lets as many requests under way at once as <see cref="ConcurrencyRule"/> says. Everything is decided under one lock, by a monotonic clock.</summary>
public sealed class AdaptiveGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ConcurrencyRule _rule;
    private readonly Action<Pace> _show;
    private int _underWay;

    /// <param name="show">Hears of the pace whenever it may have changed.</param>
    public AdaptiveGate(int start, int most, TimeProvider time, Action<Pace>? show = null)
    {
        _time = time;
        _start = time.GetTimestamp();
        _rule = new ConcurrencyRule(start, most, TimeSpan.Zero);
        _show = show ?? (_ => { });
        _show(_rule.Describe(TimeSpan.Zero));
    }

    /// <inheritdoc cref="ConcurrencyRule.Limit"/>
    public int Limit => _rule.Limit;

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits for a place. Dispose of the place when the response is there.</summary>
    public async Task<Place> EnterAsync(CancellationToken cancellationToken)
    {
        while (ClosedFor() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, _time, cancellationToken);
        }

        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_underWay < Limit)
            {
                _underWay++;
                NoteIfFull();
                return new Place(this, Now);
            }

            _rule.NoteFull();
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task;
        }

        return new Place(this, Now);
    }

    private TimeSpan ClosedFor()
    {
        lock (_lock)
        {
            return _rule.ClosedUntil - Now;
        }
    }

    private void NoteIfFull()
    {
        if (_underWay >= Limit)
        {
            _rule.NoteFull();
        }
    }

    private void LetOthersIn()
    {
        lock (_lock)
        {
            _underWay--;
            while (_underWay < Limit && _waiting.TryDequeue(out var next))
            {
                // A turn whose owner gave up passes on to the next one.
                _underWay += next.TrySetResult() ? 1 : 0;
            }

            if (_waiting.Count > 0)
            {
                _rule.NoteFull();
            }
        }
    }

    private void Note(Action<ConcurrencyRule, TimeSpan> note)
    {
        lock (_lock)
        {
            var now = Now;
            note(_rule, now);
            _show(_rule.Describe(now));
        }
    }

    /// <summary>Leave to send one request.</summary>
    public sealed class Place(AdaptiveGate gate, TimeSpan enteredAt) : IDisposable
    {
        private bool _isRefused;
        private volatile bool _isLate;
        private int _isFree;

        /// <summary>The server asks for less.</summary>
        /// <param name="retryAfter">How long it wants to be left alone; <c>null</c> where it does not say.</param>
        public void Refuse(TimeSpan? retryAfter)
        {
            _isRefused = true;
            gate.Note((rule, now) => rule.NoteRefusal(enteredAt, now, retryAfter));
        }

        /// <summary>The response is late: another request may go in the meantime.</summary>
        public void GiveToOthers()
        {
            _isLate = true;
            Free();
        }

        public void Dispose()
        {
            // How long a late response took says nothing of how many requests the server can do at once.
            if (!_isRefused && !_isLate)
            {
                gate.Note((rule, now) => rule.NoteResponse(enteredAt, now));
            }

            Free();
        }

        private void Free()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0)
            {
                gate.LetOthersIn();
            }
        }
    }
}
