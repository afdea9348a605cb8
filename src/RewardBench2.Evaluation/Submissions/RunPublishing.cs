using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>How a finished run comes onto the public leaderboard, and off it again. Every step is in its timeline.</summary>
public sealed class RunPublishing(RunTable runs, RunVisibilityTable publications, IOptions<SubmissionOptions> options)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    /// <summary>What to do where there is no reason.</summary>
    public const string ReasonRule = "Give a reason of at most 500 characters; the owner reads it in the run's timeline.";

    /// <summary>Whether an admin has to approve what owners ask for.</summary>
    public bool NeedsApproval => options.Value.RequireApproval;

    /// <summary>The owner asks to publish: public at once, or waiting for an admin where the site requires approval.</summary>
    /// <returns>Why not; <c>null</c> when it was done.</returns>
    public Task<string?> RequestAsync(string runId, string actor, CancellationToken cancellationToken) =>
        MoveAsync(
            runId,
            [RunVisibility.Private, RunVisibility.Declined, RunVisibility.Withdrawn],
            to: NeedsApproval ? RunVisibility.Requested : RunVisibility.Public,
            cause: NeedsApproval ? "Asked to publish; an admin decides" : "Published",
            actor,
            cancellationToken);

    /// <summary>An admin puts a run on the leaderboard without its being asked for, such as one of the operator's own.</summary>
    /// <inheritdoc cref="RequestAsync"/>
    public Task<string?> PublishAsync(string runId, string actor, CancellationToken cancellationToken) =>
        MoveAsync(
            runId,
            [RunVisibility.Private, RunVisibility.Requested, RunVisibility.Declined, RunVisibility.Withdrawn],
            RunVisibility.Public,
            "Published",
            actor,
            cancellationToken);

    /// <summary>The owner takes a run off the leaderboard, which leaves a mark, or takes a request back, which leaves none.</summary>
    /// <inheritdoc cref="RequestAsync"/>
    public async Task<string?> WithdrawAsync(string runId, string actor, CancellationToken cancellationToken) =>
        (await runs.FindAsync(runId, cancellationToken))?.Publication == RunVisibility.Requested
            ? await MoveAsync(runId, [RunVisibility.Requested], RunVisibility.Private, "Took the request to publish back", actor, cancellationToken)
            : await MoveAsync(runId, [RunVisibility.Public], RunVisibility.Withdrawn, "Withdrawn from the leaderboard", actor, cancellationToken);

    /// <summary>An admin lets a run onto the leaderboard.</summary>
    /// <inheritdoc cref="RequestAsync"/>
    public Task<string?> ApproveAsync(string runId, string actor, CancellationToken cancellationToken) =>
        MoveAsync(
            runId, [RunVisibility.Requested, RunVisibility.Declined], RunVisibility.Public, "Approved for the leaderboard", actor, cancellationToken);

    /// <summary>An admin keeps a run off the leaderboard, or takes it off.</summary>
    /// <param name="reason">Why; the owner reads it in the timeline.</param>
    /// <inheritdoc cref="RequestAsync"/>
    public Task<string?> DeclineAsync(string runId, string? reason, string actor, CancellationToken cancellationToken) =>
        IsReason(reason)
            ? MoveAsync(
                runId, [RunVisibility.Requested, RunVisibility.Public], RunVisibility.Declined, $"Declined: {reason!.Trim()}", actor, cancellationToken)
            : Task.FromResult<string?>(ReasonRule);

    /// <summary>Whether a text says why, and is not too long.</summary>
    public static bool IsReason(string? reason) => reason?.Trim().Length is > 0 and <= LongestReason;

    private async Task<string?> MoveAsync(
        string runId, string[] from, string to, string cause, string actor, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return "There is no such run.";
        }

        if (run.State != RunState.Finished)
        {
            return $"The run is {run.State}; only a finished run is published or withdrawn.";
        }

        if (!from.Contains(run.Publication))
        {
            return $"The run is {Word(run.Publication)}; only one that is {string.Join(" or ", from.Select(Word))} can become {Word(to)}.";
        }

        return await publications.MoveAsync(run, to, cause, actor, cancellationToken)
            ? null
            : "The run was changed by someone else just now. Look at it again.";
    }

    private static string Word(string publication) => publication == RunVisibility.Requested ? "waiting for approval" : publication;
}
