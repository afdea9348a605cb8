namespace RewardBench2.Evaluation.Outbound;

/// <summary>How long a server's responses take, and from that how long to wait for one that does not come.</summary>
/// <param name="longest">The longest wait, whatever was seen.</param>
public sealed class ResponsePace(TimeSpan longest)
{
    private const int Remembered = 128;
    private const int Needed = 8;
    private const double LateFactor = 4;
    private const double DeadlineFactor = 20;
    private const double Usual = 0.9;
    private static readonly TimeSpan ShortestLate = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _seen = new();

    /// <summary>A response came.</summary>
    /// <param name="took">From the request to the end of the response.</param>
    public void Note(TimeSpan took)
    {
        lock (_lock)
        {
            _seen.Enqueue(took);
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
    public TimeSpan LateAfter => UsualTime() is { } usual ? Longer(usual * LateFactor, ShortestLate) : TimeSpan.MaxValue;

    /// <summary>
    /// After this time a request is given up and repeated: twenty times what nine of ten responses need, but at least ten
    /// seconds; twice as long with each repetition, since one request may truly need more than the others.
    /// </summary>
    /// <param name="attempt">0 for the first.</param>
    public TimeSpan Deadline(int attempt) => UsualTime() is { } usual
        ? TimeSpan.FromTicks((long)Math.Min(longest.Ticks, Longer(usual * DeadlineFactor, ShortestDeadline).Ticks * Math.Pow(2, attempt)))
        : longest;

    private TimeSpan? UsualTime()
    {
        lock (_lock)
        {
            return _seen.Count < Needed ? null : _seen.Order().ElementAt((int)(Usual * (_seen.Count - 1)));
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
