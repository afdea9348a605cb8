using System.Text.Json;
using Microsoft.Extensions.Options;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Makes a held run ready to be scored: its backend, its prompts, what was scored before.</summary>
public sealed class RunStarter(RunLeases leases, EndpointChecks endpoints, ResponseTable responses, IOptions<EvaluationOptions> options, RunEvaluationServices services)
{
    /// <exception cref="RunStoppedException">The run cannot be scored as it is.</exception>
    /// <exception cref="LeaseLostException">The run was cancelled, paused or taken over meanwhile.</exception>
    internal async Task<RunScorer> OpenAsync(RunLease lease, RunRow run, CancellationToken cancellationToken)
    {
        IRewardBackend? backend = null;
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Checking an endpoint takes a while.
        var holding = RunLeaseKeeper.KeepAsync(leases, lease, services.Clock, opening);
        try
        {
            var prompts = await services.Prompts.ReadAllAsync(run.DatasetId, opening.Token);
            var request = JsonSerializer.Deserialize<SubmissionRequest>(run.Request, SubmissionJson.Options)!;
            var trouble = new StorageStatus();
            (backend, var meter) = await OpenBackendAsync(lease, run, request, prompts, trouble, opening.Token);
            if (run.State != RunState.Running)
            {
                await leases.ChangeStateAsync(
                    lease, RunState.Running, reason: null, cause: "Scoring", services.Clock.GetUtcNow(), opening.Token);
            }

            var stored = await services.Scores.ReadOfRunAsync(run.RunId, opening.Token);
            var scoreboard = new RunningScores(run.DatasetKind, prompts.CountBy(prompt => prompt.Subset), stored);
            var teller = new RunProgressReporter(lease, run, scoreboard, meter, trouble, services);

            // No more prompts under way than requests may be: what a killed process loses is what was in flight.
            var atOnce = Math.Min(options.Value.MaxConcurrency, request.Limits?.MaxConcurrency ?? options.Value.MaxConcurrency);
            await EndAsync();
            return new RunScorer(lease, run, backend, prompts, new(ScoringOrder.Of(prompts, stored)), teller, atOnce, services);
        }
        catch
        {
            if (backend is not null)
            {
                await backend.DisposeAsync();
            }

            // Where the hold was lost, this says so in place of the cancellation that it caused.
            await EndAsync();
            throw;
        }

        async Task EndAsync()
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
        RunLease lease, RunRow run, SubmissionRequest request, IReadOnlyList<PromptRow> prompts, StorageStatus trouble, CancellationToken cancellationToken)
    {
        switch (run.BackendKind)
        {
            case ScoresUpload.Kind:
                // Uploads are stored by the request that brings them; one found here was cut off with its process.
                throw new RunStoppedException("The upload was cut off. Submit the file again.", canResume: false);
            case "baseline":
                return (new BaselineBackend(request.Backend!.Name!), null);
            default:
                var kept = await RunResponses.OpenAsync(responses, run.RunId, services.Patience, trouble, cancellationToken);
                try
                {
                    var endpoint = await endpoints.OpenAsync(lease, run, request, prompts, kept, cancellationToken);
                    return (new EndpointBackend(endpoint, kept), endpoint.Meter);
                }
                catch
                {
                    await kept.DisposeAsync();
                    throw;
                }
        }
    }

    /// <summary>An endpoint's backend that takes its connections and its responses with it when it goes.</summary>
    private sealed class EndpointBackend(BackendSession endpoint, RunResponses responses) : IRewardBackend
    {
        public Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken) =>
            endpoint.Backend.RewardAsync(prompt, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await endpoint.DisposeAsync();
            await responses.DisposeAsync();
        }
    }
}
