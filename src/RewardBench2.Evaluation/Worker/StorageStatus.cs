namespace RewardBench2.Evaluation.Worker;

/// <summary>What a run's storage waits for just now; every part of the run that stores notes it here.</summary>
internal sealed class StorageStatus
{
    private volatile string? _message;

    /// <summary>For those who watch; <c>null</c> when nothing is the matter.</summary>
    public string? Message => _message;

    public Task BeginAsync(string message)
    {
        _message = message;
        return Task.CompletedTask;
    }

    /// <summary>Something was read or stored: whatever was waited for is back.</summary>
    public void End() => _message = null;
}
