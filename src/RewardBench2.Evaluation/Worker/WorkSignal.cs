namespace RewardBench2.Evaluation.Worker;

/// <summary>Wakes the worker at once when a submission of this process has work for it.</summary>
public sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _work = new(initialCount: 0, maxCount: 1);

    public void Set()
    {
        try
        {
            _work.Release();
        }
        catch (SemaphoreFullException)
        {
            // The worker is awake already.
        }
    }

    public void Dispose() => _work.Dispose();

    /// <summary>Waits for work, at most so long: another process may have left some.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _work.WaitAsync(atMost, cancellationToken);
}
