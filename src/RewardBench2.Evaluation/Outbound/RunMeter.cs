
namespace RewardBench2.Evaluation.Outbound;

/// <summary>Counts what a run uses and meets. Safe to call from every request at once.</summary>
/// <param name="start">Where an earlier part of the run stopped, so that caps hold for the whole of it.</param>
public sealed class RunMeter(RunMeterReading? start = null)
{
    private const int ErrorsKept = 10;

    private readonly Lock _lock = new();
    private readonly Queue<string> _errors = new(start?.LastErrors ?? []);
    private readonly List<string> _changes = [.. start?.Changes ?? []];
    private long _requests = start?.Requests ?? 0;
    private long _cached = start?.CacheHits ?? 0;
    private long _retries = start?.Retries ?? 0;
    private long _tooMany = start?.TooManyRequests ?? 0;
    private long _input = start?.InputTokens ?? 0;
    private long _output = start?.OutputTokens ?? 0;
    private long _truncated = start?.Truncated ?? 0;
    private decimal _cost = start?.Cost ?? 0;
    private long _kept = start?.KeptCharacters ?? 0;
    private Pace _pace;

    /// <summary>Counts a request, unless a cap forbids it.</summary>
    /// <exception cref="RunStoppedException">A cap is reached; the run can go on once it is raised.</exception>
    public void CountRequest(RunCaps caps)
    {
        lock (_lock)
        {
            if (caps.MaxRequests is { } requests && _requests >= requests)
            {
                throw CapReached($"{requests:N0} requests");
            }

            if (caps.MaxTokens is { } tokens && _input + _output >= tokens)
            {
                throw CapReached($"{tokens:N0} tokens");
            }

            if (caps.MaxCost is { } cost && _cost >= cost)
            {
                throw CapReached($"a cost of {cost:0.##}");
            }

            _requests++;
        }
    }

    public void CountUsage(TokenUsage usage, RunCaps caps)
    {
        lock (_lock)
        {
            _input += usage.Input;
            _output += usage.Output;
            _cost += usage.Cost ?? caps.CostOf(usage.Input, usage.Output);
        }
    }

    public void CountCacheHit() => Interlocked.Increment(ref _cached);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    public void CountTooManyRequests() => Interlocked.Increment(ref _tooMany);

    public void CountTruncated(int completions) => Interlocked.Add(ref _truncated, completions);

    /// <summary>Counts text that is to be kept; false when the run has kept as much as it may.</summary>
    public bool TryKeep(long characters, long most)
    {
        lock (_lock)
        {
            if (_kept + characters > most)
            {
                return false;
            }

            _kept += characters;
            return true;
        }
    }

    public void ShowPace(Pace pace)
    {
        lock (_lock)
        {
            _pace = pace;
        }
    }

    /// <summary>Keeps one of the last errors.</summary>
    /// <param name="error">Without secrets: visitors see it.</param>
    public void NoteError(string error)
    {
        lock (_lock)
        {
            _errors.Enqueue(error);
            if (_errors.Count > ErrorsKept)
            {
                _errors.Dequeue();
            }
        }
    }

    /// <summary>Records, once, a change made to the requests because the server asked for it.</summary>
    public void NoteChange(string change)
    {
        lock (_lock)
        {
            if (!_changes.Contains(change))
            {
                _changes.Add(change);
            }
        }
    }

    /// <summary>Everything counted so far.</summary>
    public RunMeterReading Read()
    {
        lock (_lock)
        {
            return new RunMeterReading
            {
                Requests = _requests,
                CacheHits = Interlocked.Read(ref _cached),
                Retries = Interlocked.Read(ref _retries),
                TooManyRequests = Interlocked.Read(ref _tooMany),
                Concurrency = _pace.Limit,
                Pace = _pace.Change,
                InputTokens = _input,
                OutputTokens = _output,
                Cost = _cost,
                Truncated = Interlocked.Read(ref _truncated),
                KeptCharacters = _kept,
                LastErrors = [.. _errors],
                Changes = [.. _changes],
            };
        }
    }

    private static RunStoppedException CapReached(string cap) =>
        new($"The run has reached its cap of {cap}. Raise the cap to continue from here.", canResume: true);
}
