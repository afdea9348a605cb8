using Microsoft.Extensions.Options;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Makes a claimed run ready to be scored: its backend, its prompts, what was scored before.</summary>
internal sealed class RunStarter(
    RunStore store, EndpointChecks checks, ResponseTable responses, RunAnnouncer announcer, IOptions<EvaluationOptions> options)
{
    /// <exception cref="RunStoppedException">The run cannot be scored as it is.</exception>
    /// <exception cref="LeaseLostException">The run was cancelled, paused, deleted or taken over meanwhile.</exception>
    public async Task<RunScorer> StartAsync(RunLease lease, CancellationToken cancellationToken)
    {
        IRewardBackend? backend = null;
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Checking an endpoint takes a while.
        var keeping = store.KeepLeaseAsync(lease, opening);
        try
        {
            var leased = await store.ReadAsync(lease, opening.Token);
            (backend, var meter) = await OpenBackendAsync(leased, opening.Token);
            if (leased.Run.State != RunState.Running)
            {
                await store.ChangeStateAsync(lease, RunTransitions.Score, reason: null, cause: "Scoring", opening.Token);
            }

            var stored = await store.ReadScoresAsync(leased, opening.Token);
            var scores = new RunningScores(leased.Run.Benchmark, leased.Prompts.CountBy(prompt => prompt.Subset), stored);
            var reporter = new RunProgressReporter(leased, scores, meter, store, announcer);
            await EndAsync();
            return new RunScorer(leased, backend, ScoringOrder.Sort(leased.Prompts, stored), reporter, PromptsAtOnce(leased.Request), store, announcer);
        }
        catch
        {
            if (backend is not null)
            {
                await backend.DisposeAsync();
            }

            // Where the lease was lost, this says so in place of the cancellation that it caused.
            await EndAsync();
            throw;
        }

        async Task EndAsync()
        {
            await opening.CancelAsync();
            await keeping;
        }
    }

    /// <summary>Pauses or fails a run, with the reason its backend gave, and announces it.</summary>
    public async Task StopAsync(RunLease lease, RunStoppedException stopped, CancellationToken cancellationToken)
    {
        var transition = stopped.CanResume ? RunTransitions.Suspend : RunTransitions.Fail;
        await store.ChangeStateAsync(lease, transition, stopped.Message, cause: stopped.Message, cancellationToken);
        await announcer.AnnounceAsync(lease.RunId, cancellationToken);
    }

    // No more prompts under way than requests may be: what a killed process loses is what was in flight.
    private int PromptsAtOnce(SubmissionRequest request) =>
        Math.Min(options.Value.MaxConcurrency, request.Limits?.MaxConcurrency ?? options.Value.MaxConcurrency);

    private async Task<(IRewardBackend Backend, RunMeter? Meter)> OpenBackendAsync(LeasedRun leased, CancellationToken cancellationToken)
    {
        switch (leased.Request.Backend)
        {
            case UploadRequest:
                // Uploads are stored by the request that brings them; one found here was cut off with its process.
                throw new RunStoppedException("The upload was cut off. Submit the file again.", canResume: false);
            case BaselineRequest baseline:
                return (new BaselineBackend(baseline.Name!), null);
            default:
                var kept = await RunResponses.OpenAsync(responses, leased, store.Retry, cancellationToken);
                try
                {
                    var session = await checks.OpenAsync(leased, kept, cancellationToken);
                    return (new SessionBackend(session, kept), session.Meter);
                }
                catch
                {
                    await kept.DisposeAsync();
                    throw;
                }
        }
    }

    /// <summary>A session's backend that closes its connections and its responses when it is disposed.</summary>
    private sealed class SessionBackend(BackendSession session, RunResponses responses) : IRewardBackend
    {
        public Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken) =>
            session.Backend.RewardAsync(prompt, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await session.DisposeAsync();
            await responses.DisposeAsync();
        }
    }
}
