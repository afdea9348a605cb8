namespace RewardBench2.Evaluation.Progress;

/// <summary>How fast completions come in, over the last ten seconds.</summary>
internal sealed class RateMeter(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, int Completions, int Prompts)> _recent = new();
    private readonly long _start = clock.GetTimestamp();

    public double CompletionsPerSecond => PerSecond(entry => entry.Completions);

    public void Count(int completions, int prompts)
    {
        lock (_lock)
        {
            _recent.Enqueue((clock.GetTimestamp(), completions, prompts));
        }
    }

    /// <summary>Seconds that so many prompts take at the present rate; <c>null</c> without one.</summary>
    public double? SecondsFor(int prompts)
    {
        var rate = PerSecond(entry => entry.Prompts);
        return rate > 0 ? Math.Ceiling(prompts / rate) : null;
    }

    private double PerSecond(Func<(long At, int Completions, int Prompts), int> of)
    {
        lock (_lock)
        {
            while (_recent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) > Window)
            {
                _recent.Dequeue();
            }

            var since = TimeSpan.FromTicks(Math.Min(clock.GetElapsedTime(_start).Ticks, Window.Ticks));
            return since > TimeSpan.Zero ? Math.Round(_recent.Sum(of) / since.TotalSeconds, 1) : 0;
        }
    }
}
