using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Baselines;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Makes a held run ready to be scored: its backend, its prompts, what was scored before.</summary>
public sealed class RunOpener(RunLeases leases, EndpointOpening endpoints, RunEvaluationServices services)
{
    /// <exception cref="RunStoppedException">The run cannot be scored as it is.</exception>
    /// <exception cref="LeaseLostException">The run was cancelled, paused or taken over meanwhile.</exception>
    internal async Task<RunEvaluation> OpenAsync(RunLease lease, RunRow run, CancellationToken cancellationToken)
    {
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var holding = HoldAsync(lease, opening);
        try
        {
            var prompts = await services.Prompts.ReadAllAsync(run.DatasetId, opening.Token);
            var (backend, meter) = await OpenBackendAsync(lease, run, prompts, opening.Token);
            if (run.State != RunState.Running)
            {
                await leases.ChangeStateAsync(
                    lease, RunState.Running, reason: null, cause: "Scoring", services.Clock.GetUtcNow(), opening.Token);
            }

            var stored = await services.Scores.ReadOfRunAsync(run.RunId, opening.Token);
            var evaluation = new RunEvaluation(lease, run, backend, meter, prompts, stored, services);
            await evaluation.AnnounceAsync(RunState.Running, reason: null);
            return evaluation;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LeaseLostException(lease.RunId);
        }
        finally
        {
            await opening.CancelAsync();
            await holding;
        }
    }

    /// <summary>Pauses or fails a run, with the reason its backend gave, and tells so.</summary>
    internal async Task StopAsync(RunLease lease, RunStoppedException stopped, CancellationToken cancellationToken)
    {
        await leases.ChangeStateAsync(
            lease,
            stopped.CanResume ? RunState.Paused : RunState.Failed,
            stopped.Message,
            cause: stopped.Message,
            services.Clock.GetUtcNow(),
            cancellationToken);
        if (await services.Reader.ReadAsync(lease.RunId, cancellationToken) is { } progress)
        {
            await services.Announcer.AnnounceAsync(progress);
        }
    }

    private async Task<(IRewardBackend Backend, RunMeter? Meter)> OpenBackendAsync(
        RunLease lease, RunRow run, IReadOnlyList<PromptRow> prompts, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<SubmissionRequest>(run.Request, SubmissionJson.Options)!;
        switch (run.BackendKind)
        {
            case ScoresUpload.Kind:
                // Uploads are stored by the request that brings them; one found here was cut off with its process.
                throw new RunStoppedException("The upload was cut off. Submit the file again.", canResume: false);
            case "baseline":
                return (new BaselineBackend(request.Backend!.Name!), null);
            default:
                var endpoint = await endpoints.OpenAsync(lease, run, request, prompts, cancellationToken);
                return (new EndpointBackend(endpoint), endpoint.Meter);
        }
    }

    // Checking an endpoint takes a while: shows meanwhile that this worker lives, and notices when the run is taken away.
    private async Task HoldAsync(RunLease lease, CancellationTokenSource opening)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(400), services.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(opening.Token))
            {
                if (!await leases.BeatAsync(lease, opening.Token))
                {
                    await opening.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Opened, or not to be.
        }
        catch (Exception failed) when (StorageTrouble.Passing(failed) is not null)
        {
            // While the database is away nobody can take the run over either.
        }
    }

    /// <summary>An endpoint's backend that takes its connections with it when it goes.</summary>
    private sealed class EndpointBackend(Endpoints.EndpointRun endpoint) : IRewardBackend
    {
        public Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken) =>
            endpoint.Backend.RewardAsync(prompt, cancellationToken);

        public ValueTask DisposeAsync() => endpoint.DisposeAsync();
    }
}
