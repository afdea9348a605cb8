namespace RewardBench2.Evaluation.Progress;

/// <summary>By which runs name this process's worker; made up at every start.</summary>
public sealed class WorkerName
{
    public string Value { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
}
