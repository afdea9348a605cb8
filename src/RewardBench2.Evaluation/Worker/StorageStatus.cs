namespace RewardBench2.Evaluation.Worker;

/// <summary>What a run's storage waits for just now; every part of the run that stores notes it here.</summary>
internal sealed class StorageStatus
{
    private volatile string? _words;

    /// <summary>For those who watch; <c>null</c> when nothing is the matter.</summary>
    public string? Words => _words;

    public Task BeginAsync(string words)
    {
        _words = words;
        return Task.CompletedTask;
    }

    /// <summary>Something was read or stored: whatever was waited for is back.</summary>
    public void End() => _words = null;
}
