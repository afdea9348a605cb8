namespace RewardBench2.Evaluation.Outbound;

/// <summary>How long a server's responses take, and from that how long to wait for one that does not begin.</summary>
public sealed class ResponsePace(EndpointOptions options)
{
    private const int Remembered = 128;
    private const int Needed = 8;
    private const double LateFactor = 4;
    private const double DeadlineFactor = 10;
    private const double Usual = 0.9;
    private static readonly TimeSpan ShortestLate = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<(TimeSpan Began, TimeSpan Took)> _seen = new();

    /// <summary>A response was seen, so that the deadline follows what the server needs.</summary>
    public bool IsKnown
    {
        get
        {
            lock (_lock)
            {
                return _seen.Count > 0;
            }
        }
    }

    /// <summary>A good response came.</summary>
    /// <param name="began">From the request to the beginning of the response.</param>
    /// <param name="took">From the request to its end.</param>
    public void Note(TimeSpan began, TimeSpan took)
    {
        lock (_lock)
        {
            _seen.Enqueue((began, took));
            if (_seen.Count > Remembered)
            {
                _seen.Dequeue();
            }
        }
    }

    /// <summary>
    /// After this time a response is late, and others are asked for in its place: four times what nine of ten responses
    /// need, but at least a second. <see cref="TimeSpan.MaxValue"/> until eight responses were seen.
    /// </summary>
    public TimeSpan LateAfter
    {
        get
        {
            lock (_lock)
            {
                return _seen.Count < Needed ? TimeSpan.MaxValue : Longer(UsualOf(seen => seen.Took) * LateFactor, ShortestLate);
            }
        }
    }

    /// <summary>
    /// After this time a request whose response has not begun is given up and repeated: ten times what nine of ten responses need to
    /// begin, twice that until eight were seen, but at least <see cref="EndpointOptions.ShortestBeginning"/>; while nothing is known,
    /// <see cref="EndpointOptions.FirstBeginning"/>, and half of it for what a server says of itself. Twice as long with each
    /// repetition, since one request may truly need more than the others.
    /// </summary>
    /// <param name="attempt">0 for the first.</param>
    public TimeSpan Deadline(HttpMethod method, int attempt)
    {
        var first = method == HttpMethod.Get ? options.FirstBeginning / 2 : FirstDeadline();
        return TimeSpan.FromTicks((long)Math.Min(options.AttemptTimeout.Ticks, first.Ticks * Math.Pow(2, attempt)));
    }

    private TimeSpan FirstDeadline()
    {
        lock (_lock)
        {
            return _seen.Count == 0 ? options.FirstBeginning
                : Longer(UsualOf(seen => seen.Began) * (_seen.Count < Needed ? 2 * DeadlineFactor : DeadlineFactor), options.ShortestBeginning);
        }
    }

    private TimeSpan UsualOf(Func<(TimeSpan Began, TimeSpan Took), TimeSpan> part) =>
        _seen.Select(part).Order().ElementAt((int)(Usual * (_seen.Count - 1)));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
