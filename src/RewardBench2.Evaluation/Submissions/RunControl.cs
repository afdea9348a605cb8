using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Worker;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>What the holder of a manage token, or an admin, can do with a run.</summary>
public sealed class RunControl(
    RunTable runs, SecretKeeper secrets, RunAnnouncer announcer, WorkSignal signal)
{
    /// <summary>Ends a run for good, unless it is retried; what was scored is kept.</summary>
    public Task<string?> CancelAsync(string runId, string actor, CancellationToken cancellationToken) =>
        MoveAsync(runId, [RunState.Queued, RunState.Checking, RunState.Running, RunState.Paused], RunState.Cancelled, $"Cancelled by {actor}", actor, cancellationToken);

    /// <summary>Stops a run until it is resumed.</summary>
    public Task<string?> PauseAsync(string runId, string actor, CancellationToken cancellationToken) =>
        MoveAsync(runId, [RunState.Queued, RunState.Checking, RunState.Running], RunState.Paused, $"Paused by {actor}", actor, cancellationToken);

    /// <summary>Puts a paused run back into the queue.</summary>
    public Task<string?> ResumeAsync(string runId, string actor, CancellationToken cancellationToken) =>
        MoveAsync(runId, [RunState.Paused], RunState.Queued, "Resumed", actor, cancellationToken);

    /// <summary>Puts a failed or cancelled run back into the queue; it scores failed prompts and those never reached.</summary>
    public Task<string?> RetryAsync(string runId, string actor, CancellationToken cancellationToken) =>
        RetryAsync(runId, actor, new RetryRequest(), cancellationToken);

    /// <inheritdoc cref="RetryAsync(string, string, CancellationToken)"/>
    /// <param name="again">The key, which was wiped when the run ended, and whether to run in spite of a failed canary.</param>
    public async Task<string?> RetryAsync(string runId, string actor, RetryRequest again, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { State: RunState.Failed or RunState.Cancelled } run)
        {
            return await RefusalAsync(runId, [RunState.Failed, RunState.Cancelled], RunState.Queued, cancellationToken);
        }

        var request = SubmissionJson.Parse(run.Request);
        if (request.Backend is ServedRequest { HadApiKey: true } && string.IsNullOrEmpty(again.ApiKey))
        {
            return "The API key was wiped when the run ended. Give it again to retry.";
        }

        var asked = SubmissionJson.Write(request with { RunAnyway = request.RunAnyway || again.RunAnyway });
        return await runs.RetryAsync(runId, asked, secrets.Conceal(again.ApiKey), actor, cancellationToken)
            ? await AnnounceAsync(runId, cancellationToken)
            : await RefusalAsync(runId, [RunState.Failed, RunState.Cancelled], RunState.Queued, cancellationToken);
    }

    /// <summary>Deletes a run that is not under way, with all it has stored.</summary>
    public async Task<string?> DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.DeleteAsync(runId, cancellationToken))
        {
            return null;
        }

        return (await runs.FindAsync(runId, cancellationToken))?.State is { } now
            ? $"The run is {now}; cancel it before deleting it."
            : "There is no such run.";
    }

    /// <returns>Why not; <c>null</c> when it was done.</returns>
    private async Task<string?> MoveAsync(
        string runId, string[] from, string to, string cause, string actor, CancellationToken cancellationToken)
    {
        var reason = RunState.IsActive(to) ? null : cause;
        return await runs.ChangeStateAsync(runId, from, to, reason, cause, actor, cancellationToken)
            ? await AnnounceAsync(runId, cancellationToken)
            : await RefusalAsync(runId, from, to, cancellationToken);
    }

    private async Task<string> RefusalAsync(string runId, string[] from, string to, CancellationToken cancellationToken) =>
        (await runs.FindAsync(runId, cancellationToken))?.State is { } now
            ? $"The run is {now}; only one that is {string.Join(" or ", from)} can become {to}."
            : "There is no such run.";

    private async Task<string?> AnnounceAsync(string runId, CancellationToken cancellationToken)
    {
        await announcer.AnnounceAsync(runId, cancellationToken);
        signal.Set();
        return null;
    }
}

/// <summary>What a retry brings along; the body of <c>POST /runs/ID/retry</c>, which may be empty.</summary>
/// <param name="ApiKey">The endpoint's key, where the submission had one.</param>
/// <param name="RunAnyway">Score in spite of a failed canary, where that makes sense.</param>
public sealed record RetryRequest(string? ApiKey = null, bool RunAnyway = false);
