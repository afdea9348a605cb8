namespace RewardBench2.Evaluation.Outbound;

/// <summary>How many requests to one server may be under way at once: the rule alone, which is told the time and reads no clock.</summary>
/// <remarks>
/// <para>
/// It decides once a round, which is as many responses as requests may be under way, but at least 30. A refusal is a 429, a
/// 503 or a 529. Below 20 % of refusals the limit may grow: doubled at first, later by a quarter; it keeps what it gained if the rate of
/// responses (requests under way divided by their mean time) rose with it, and otherwise rests for ten rounds. From 20 % on it
/// stays, from 30 % on it shrinks by a fifth. Refusals of half a round end it at once: the limit is halved, and nothing is sent
/// until the longest Retry-After among them has passed.
/// </para>
/// <para>
/// So one refused request holds back itself (its own wait is not this rule's) and the growth of its round, and nobody else.
/// After it has shrunk, the limit returns without tests to four fifths of where it was refused. Decision 0047 has the reasons and a simulation.
/// </para>
/// </remarks>
public sealed class ConcurrencyRule
{
    private const int SmallestRound = 30;
    private const double Growth = 1.25;
    private const double GrowthAtStart = 2;
    private const double WorthwhileShare = 0.2;
    private const int RoundsOfRest = 10;
    private const double RefusalsThatStopGrowth = 0.2;
    private const double RefusalsThatShrink = 0.3;
    private const double RefusalsThatClose = 0.5;
    private const double Shrunk = 0.8;
    private const double Halved = 0.5;

    private readonly int _most;
    private double _limit;
    private double _limitBefore;
    private double _provenLimit;
    private double _rateBefore;
    private TimeSpan _waited;
    private bool _isStarting = true;
    private bool _isTrying = true;
    private int _rest;
    private TimeSpan _roundStart;
    private TimeSpan _askedToWaitUntil;
    private int _responses;
    private int _refusals;
    private bool _wasFull;

    /// <param name="start">Requests under way at once at first.</param>
    /// <param name="most">Requests under way at once at most.</param>
    /// <param name="now">The time since any fixed moment, here and in each call.</param>
    public ConcurrencyRule(int start, int most, TimeSpan now)
    {
        _most = Math.Max(1, most);
        _limit = _limitBefore = Math.Clamp(start, 1, _most);
        _roundStart = now;
    }

    /// <summary>Requests that may be under way at once.</summary>
    public int Limit => (int)_limit;

    /// <summary>Nothing is sent before this time.</summary>
    public TimeSpan ClosedUntil { get; private set; }

    /// <summary>What the limit did last.</summary>
    public PaceChange Change { get; private set; } = PaceChange.Growing;

    /// <summary>The limit and what becomes of it, as those see it who watch the run.</summary>
    public Pace Describe(TimeSpan now) => new(Limit, now < ClosedUntil ? PaceChange.Waiting : Change);

    /// <summary>All places are taken, so that the round says what the server can do.</summary>
    public void NoteFull() => _wasFull = true;

    /// <summary>A request ended without being refused.</summary>
    /// <param name="sentAt">When it was sent.</param>
    public void NoteResponse(TimeSpan sentAt, TimeSpan now)
    {
        // What was sent before this round was sent at another pace.
        if (sentAt < _roundStart)
        {
            return;
        }

        _responses++;
        _waited += now - sentAt;
        EndRoundIfComplete(now);
    }

    /// <summary>A request was refused with 429, 503 or 529.</summary>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="retryAfter">How long the server wants to be left alone; <c>null</c> where it does not say.</param>
    public void NoteRefusal(TimeSpan sentAt, TimeSpan now, TimeSpan? retryAfter)
    {
        if (sentAt < _roundStart)
        {
            return;
        }

        _responses++;
        _refusals++;
        if (retryAfter is { } wait && now + wait > _askedToWaitUntil)
        {
            _askedToWaitUntil = now + wait;
        }

        if (_refusals >= RefusalsThatClose * RoundSize)
        {
            ClosedUntil = _askedToWaitUntil;
            Shrink(Halved, now);
        }
        else
        {
            EndRoundIfComplete(now);
        }
    }

    private int RoundSize => Math.Max(SmallestRound, Limit);

    private void EndRoundIfComplete(TimeSpan now)
    {
        if (_responses < RoundSize)
        {
            return;
        }

        var refused = _refusals / (double)_responses;
        var rate = _waited > TimeSpan.Zero ? Limit * (_responses - _refusals) / _waited.TotalSeconds : double.MaxValue;
        if (refused >= RefusalsThatShrink)
        {
            Shrink(Shrunk, now);
        }
        else if (refused >= RefusalsThatStopGrowth)
        {
            Change = PaceChange.Steady;
            StartRound(now);
        }
        else
        {
            if (_wasFull)
            {
                Adapt(rate);
            }

            StartRound(now);
        }
    }

    private void Adapt(double rate)
    {
        if (_limit < _provenLimit)
        {
            Grow(Math.Min(_provenLimit, _most), rate);
            return;
        }

        if (_isTrying)
        {
            // A quarter more requests at once is worth keeping when it brings at least a fifth of a quarter more responses.
            var worthwhile = _rateBefore * (1 + (WorthwhileShare * ((_limit / _limitBefore) - 1)));
            _isTrying = rate >= worthwhile && _limit < _most;
            _limit = rate >= worthwhile ? _limit : _limitBefore;
            _isStarting &= rate >= worthwhile;
            _rest = RoundsOfRest;
        }
        else
        {
            _isTrying = _limit < _most && --_rest <= 0;
        }

        Change = PaceChange.Steady;
        if (_isTrying)
        {
            Grow(_most, rate);
        }
    }

    private void Grow(double most, double rate)
    {
        (_limitBefore, _rateBefore) = (_limit, rate);
        _limit = Math.Min(most, Math.Max(_limit + 1, _limit * (_isStarting ? GrowthAtStart : Growth)));
        Change = PaceChange.Growing;
    }

    private void Shrink(double factor, TimeSpan now)
    {
        _provenLimit = Shrunk * Math.Max(_limit, _provenLimit);
        _limit = _limitBefore = Math.Max(1, _limit * factor);
        _rateBefore = 0;
        _isStarting = _isTrying = false;
        _rest = RoundsOfRest;
        Change = PaceChange.Slowed;
        StartRound(now);
    }

    private void StartRound(TimeSpan now)
    {
        _roundStart = now;
        _responses = _refusals = 0;
        _waited = TimeSpan.Zero;
        _wasFull = false;
    }
}
