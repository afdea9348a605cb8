namespace RewardBench2.Exchange.Hub;

/// <summary>Repeats what failed for a passing reason, with growing waits. Where the hub asks for a wait, every download keeps to it.</summary>
internal sealed class HubRetry(HubLimits limits, TimeProvider time)
{
    private long _quietUntil;

    /// <param name="attempt">Throws a <see cref="HubException"/> where it fails.</param>
    /// <param name="bytes">How much has arrived so far; an attempt that got further starts the count anew.</param>
    /// <param name="onWait">Hears what failed and what happens now, in a sentence.</param>
    /// <exception cref="HubException">It failed for good, or too often.</exception>
    public async Task<T> DoAsync<T>(Func<Task<T>> attempt, Func<long> bytes, Action<string>? onWait, CancellationToken cancellationToken)
    {
        var (failures, most) = (0, bytes());
        for (var sent = 1; ; sent++)
        {
            await KeepQuietAsync(cancellationToken);
            try
            {
                return await attempt();
            }
            catch (HubException failed) when (failed.IsTransient)
            {
                failures = bytes() > most ? 1 : failures + 1;
                most = Math.Max(most, bytes());
                if (failures >= limits.Attempts || sent >= limits.AttemptsInAll || failed.RetryAfter > limits.LongestWait)
                {
                    throw new HubException($"{failed.Message} It was asked for {sent} times{(bytes() > 0 ? "; what was downloaded is kept for the next try" : "")}.", failed);
                }

                var wait = failed.RetryAfter ?? Backoff(failures);
                onWait?.Invoke($"{failed.Message} Asking again in {wait.TotalSeconds:0.#} s.");
                if (failed.RetryAfter is not null)
                {
                    Interlocked.Exchange(ref _quietUntil, Math.Max(_quietUntil, (time.GetUtcNow() + wait).UtcTicks));
                }
                else
                {
                    await Task.Delay(wait, time, cancellationToken);
                }
            }
        }
    }

    private TimeSpan Backoff(int failures)
    {
        var wait = limits.FirstWait * Math.Pow(2, failures - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
        return wait < limits.LongestWait ? wait : limits.LongestWait;
    }

    private async Task KeepQuietAsync(CancellationToken cancellationToken)
    {
        for (TimeSpan rest; (rest = TimeSpan.FromTicks(Interlocked.Read(ref _quietUntil) - time.GetUtcNow().UtcTicks)) > TimeSpan.Zero;)
        {
            await Task.Delay(rest + TimeSpan.FromMilliseconds(1), time, cancellationToken);
        }
    }
}
