using System.Text.Json;
using RewardBench2.Evaluation.Baselines;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Makes a held run ready to be scored: its backend, its prompts, what was scored before.</summary>
public sealed class RunOpener(RunLeases leases, RunEvaluationServices services)
{
    /// <returns><c>null</c> when the run cannot be opened; it has then failed with the reason.</returns>
    internal async Task<RunEvaluation?> OpenAsync(RunLease lease, RunRow run, CancellationToken cancellationToken)
    {
        if (run.BackendKind == ScoresUpload.Kind)
        {
            // Uploads are stored by the request that brings them; one found here was cut off with its process.
            await StopAsync(lease, new RunStoppedException("The upload was cut off. Submit the file again.", canResume: false), cancellationToken);
            return null;
        }

        var request = JsonSerializer.Deserialize<SubmissionRequest>(run.Request, SubmissionJson.Options)!;
        var backend = new BaselineBackend(request.Backend!.Name!);
        if (run.State != RunState.Running)
        {
            await leases.ChangeStateAsync(
                lease, RunState.Running, reason: null, cause: "Scoring", services.Clock.GetUtcNow(), cancellationToken);
        }

        var prompts = await services.Prompts.ReadAllAsync(run.DatasetId, cancellationToken);
        var stored = await services.Scores.ReadOfRunAsync(run.RunId, cancellationToken);
        var evaluation = new RunEvaluation(lease, run, backend, meter: null, prompts, stored, services);
        await evaluation.AnnounceAsync(RunState.Running, reason: null);
        return evaluation;
    }

    /// <summary>Pauses or fails a run, with the reason its backend gave.</summary>
    internal Task StopAsync(RunLease lease, RunStoppedException stopped, CancellationToken cancellationToken) =>
        leases.ChangeStateAsync(
            lease,
            stopped.CanResume ? RunState.Paused : RunState.Failed,
            stopped.Message,
            cause: stopped.Message,
            services.Clock.GetUtcNow(),
            cancellationToken);
}
