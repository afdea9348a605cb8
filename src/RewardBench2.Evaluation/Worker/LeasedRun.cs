using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>A run that this process holds the lease of.</summary>
/// <param name="Lease">Every write names it, and fails once another worker has taken the run over.</param>
/// <param name="Run">As it stood when it was claimed.</param>
/// <param name="Request">What was submitted, without its key.</param>
/// <param name="Prompts">All prompts of the dataset, without their texts.</param>
/// <param name="Storage">What the run's storage is waiting for.</param>
internal sealed record LeasedRun(
    RunLease Lease, RunRow Run, SubmissionRequest Request, IReadOnlyList<PromptRow> Prompts, StorageStatus Storage)
{
    public string RunId => Run.RunId;
}
