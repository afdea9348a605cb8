namespace RewardBench2.Evaluation.Outbound;

/// <summary>Lets as many requests under way at once as the server gains from.</summary>
/// <remarks>
/// Starts low; grows by a quarter each time a full round of requests came back faster than the round before; stays
/// when growing did not help; shrinks by a fifth when the server says 429 or 503, once per burst; and lets nobody
/// through until a Retry-After has passed. Everything is decided under one lock, without timers.
/// </remarks>
public sealed class AdaptiveGate
{
    private const double Growth = 1.25;
    private const double WorthwhileShare = 0.2;
    private const double Backoff = 0.8;
    private const int RoundsToHold = 10;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly TimeProvider _time;
    private readonly int _most;
    private readonly Action<int> _show;
    private double _limit;
    private double _limitBefore;
    private int _underWay;
    private int _inRound;
    private bool _roundWasFull;
    private long _roundStart;
    private double _rateBefore;
    private bool _isTrying = true;
    private int _hold;
    private long _lastBackoff;
    private DateTimeOffset _closedUntil;

    public AdaptiveGate(int start, int most, TimeProvider time, Action<int>? show = null)
    {
        _time = time;
        _most = Math.Max(1, most);
        _limit = _limitBefore = Math.Clamp(start, 1, _most);
        _show = show ?? (_ => { });
        _roundStart = time.GetTimestamp();
        _lastBackoff = long.MinValue;
        _show(Limit);
    }

    /// <summary>Requests that may be under way at once.</summary>
    public int Limit => (int)_limit;

    /// <summary>Waits for a place. Dispose of the place when the answer is there.</summary>
    public async Task<Place> EnterAsync(CancellationToken cancellationToken)
    {
        while (Closed() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, _time, cancellationToken);
        }

        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_underWay < Limit)
            {
                _underWay++;
                _roundWasFull |= _underWay >= Limit;
                return new Place(this, _time.GetTimestamp());
            }

            _roundWasFull = true;
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task;
        }

        return new Place(this, _time.GetTimestamp());
    }

    private TimeSpan Closed()
    {
        lock (_lock)
        {
            return _closedUntil - _time.GetUtcNow();
        }
    }

    private void Throttle(long enteredAt, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            // Requests sent before the last step back say nothing about the pace since.
            if (enteredAt >= _lastBackoff)
            {
                _limit = Math.Max(1, _limit * Backoff);
                _lastBackoff = _time.GetTimestamp();
                StartRound(rate: 0);
                _isTrying = false;
                _hold = RoundsToHold;
                _show(Limit);
            }

            if (retryAfter is { } wait && _time.GetUtcNow() + wait > _closedUntil)
            {
                _closedUntil = _time.GetUtcNow() + wait;
            }
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            if (++_inRound >= Limit)
            {
                EndRound();
            }

            while (_underWay < Limit && _waiting.TryDequeue(out var next))
            {
                // A turn whose owner gave up passes on to the next one.
                _underWay += next.TrySetResult() ? 1 : 0;
            }
        }
    }

    private void EndRound()
    {
        var seconds = _time.GetElapsedTime(_roundStart).TotalSeconds;
        var rate = seconds > 0 ? _inRound / seconds : double.MaxValue;
        if (_roundWasFull)
        {
            Adapt(rate);
        }

        StartRound(rate);
    }

    private void Adapt(double rate)
    {
        if (_isTrying)
        {
            // A quarter more requests at once is worth keeping when it brings at least a fifth of a quarter more answers.
            var worthwhile = _rateBefore * (1 + (WorthwhileShare * ((_limit / _limitBefore) - 1)));
            _isTrying = rate >= worthwhile && _limit < _most;
            _limit = rate >= worthwhile ? _limit : _limitBefore;
            _hold = RoundsToHold;
        }
        else
        {
            _isTrying = _limit < _most && --_hold <= 0;
        }

        if (_isTrying)
        {
            _limitBefore = _limit;
            _limit = Math.Min(_most, Math.Max(_limit + 1, _limit * Growth));
        }

        _show(Limit);
    }

    private void StartRound(double rate)
    {
        _rateBefore = rate;
        _inRound = 0;
        _roundWasFull = _waiting.Count > 0;
        _roundStart = _time.GetTimestamp();
    }

    /// <summary>Leave to send one request.</summary>
    public sealed class Place(AdaptiveGate gate, long enteredAt) : IDisposable
    {
        /// <summary>The server asks for less.</summary>
        /// <param name="retryAfter">How long it wants to be left alone; <c>null</c> where it does not say.</param>
        public void Throttle(TimeSpan? retryAfter) => gate.Throttle(enteredAt, retryAfter);

        public void Dispose() => gate.Leave();
    }
}
