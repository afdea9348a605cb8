using System.Text.Json;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Runs that were submitted together are checked once: the first asks the canaries, the others use what it found out.</summary>
internal sealed class SharedChecks(SubmissionTable submissions, RunAnnouncer announcer)
{
    /// <summary>The check of another run of the same submission, of the same endpoint; <c>null</c> when this run has to be checked itself.</summary>
    public async Task<KnownCheck?> FindAsync(LeasedRun leased, BackendSession session, CancellationToken cancellationToken)
    {
        if (leased.Run.Submission is not { } submission)
        {
            return null;
        }

        // A run that was retried with another backend no longer asks the same.
        var asked = WithoutDataset(leased.Request);
        return (await submissions.ReadRunsAsync(submission, cancellationToken))
            .Where(run => run.RunId != leased.RunId && run.ProtocolCard is not null && WithoutDataset(SubmissionJson.Parse(run.Request)) == asked)
            .Select(run => (Report: CheckReport.Parse(run.CheckReport), run.ProtocolCard))
            .Where(known => known.Report?.Canaries is { } canaries && session.MayStart(canaries))
            .Select(known => new KnownCheck(known.Report!, JsonSerializer.Deserialize<ProtocolCard>(known.ProtocolCard!, SubmissionJson.Options)!))
            .FirstOrDefault();
    }

    /// <summary>Stops those that wait for the check of a run that stopped, with its reason.</summary>
    public async Task StopOthersAsync(LeasedRun leased, RunStoppedException stopped, CancellationToken cancellationToken)
    {
        if (leased.Run.Submission is not { } submission || leased.Run.State == RunState.Running)
        {
            return;
        }

        var transition = stopped.CanResume ? RunTransitions.Suspend : RunTransitions.Fail;
        foreach (var runId in await submissions.StopWaitingAsync(submission, leased.RunId, transition, stopped.Message, cancellationToken))
        {
            await announcer.AnnounceAsync(runId, cancellationToken);
        }
    }

    private static string WithoutDataset(SubmissionRequest request) => SubmissionJson.Write(request with { Dataset = null });
}

/// <summary>What the check of another run found out.</summary>
/// <param name="Card">That run's protocol card.</param>
internal sealed record KnownCheck(CheckReport Report, ProtocolCard Card);
