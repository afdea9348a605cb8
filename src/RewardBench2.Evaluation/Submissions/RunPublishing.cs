using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>How a finished run comes onto the public leaderboard, and off it again. Every step is in its timeline.</summary>
public sealed class RunPublishing(RunTable runs, RunVisibilityTable visibility, ModelNames names, IOptions<SubmissionOptions> options)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    /// <summary>The field that a missing or too long reason is refused for.</summary>
    public const string ReasonField = "reason";

    private static readonly Refusal ReasonRule = new(ReasonField, "Give a reason of at most 500 characters; the owner reads it in the run's timeline.");

    /// <summary>Whether an admin has to approve what owners ask for.</summary>
    public bool NeedsApproval => options.Value.RequireApproval;

    /// <summary>How somebody publishes here: admins at once, owners as the site's settings say.</summary>
    /// <param name="party">One of <see cref="RunParty"/>.</param>
    public RunTransition PublishingBy(string party) =>
        party == RunParty.Owner && NeedsApproval ? RunTransitions.AskToPublish : RunTransitions.Publish;

    /// <summary>Whether the site's settings let somebody do what the table allows: there are two ways to publish, and one holds.</summary>
    public bool Permits(RunTransition transition, string party) =>
        (transition != RunTransitions.AskToPublish && transition != RunTransitions.Publish) || transition == PublishingBy(party);

    /// <summary>Changes who may see a run.</summary>
    /// <param name="transition">One that changes the visibility.</param>
    /// <param name="reason">Why, for a run that is declined.</param>
    /// <returns>Why not; <c>null</c> when it was done.</returns>
    public async Task<Refusal?> MoveAsync(
        string runId, RunTransition transition, string party, string? reason, CancellationToken cancellationToken)
    {
        if (transition == RunTransitions.Decline && !IsReason(reason))
        {
            return ReasonRule;
        }

        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return new Refusal("There is no such run.");
        }

        if (!Permits(transition, party))
        {
            return new Refusal("On this site an admin decides what is published: ask to publish the run.");
        }

        if (transition == RunTransitions.Publish && party == RunParty.Owner && await names.WhyNotAsync(run, cancellationToken) is { } taken)
        {
            (transition, reason) = (RunTransitions.AskToPublish, taken);
        }

        if (!transition.From.Contains(run.State))
        {
            return new Refusal($"The run is {run.State}; only a finished run can be published or withdrawn.");
        }

        if (!transition.FromVisibility.Contains(run.Visibility))
        {
            return new Refusal(
                $"The run is {Describe(run.Visibility)}; only one that is {string.Join(" or ", transition.FromVisibility.Select(Describe))} can become {Describe(transition.ToVisibility!)}.");
        }

        return await visibility.MoveAsync(run, transition.ToVisibility!, Cause(transition, reason), party, cancellationToken)
            ? null
            : new Refusal("Someone else has just changed the run. Reload the page and try again.");
    }

    private static bool IsReason(string? reason) => reason?.Trim().Length is > 0 and <= LongestReason;

    private static string Cause(RunTransition transition, string? reason) =>
        transition == RunTransitions.AskToPublish ? $"Asked to publish; {reason ?? "an admin decides"}"
        : transition == RunTransitions.Approve ? "Approved for the leaderboard"
        : transition == RunTransitions.Decline ? $"Declined: {reason!.Trim()}"
        : transition == RunTransitions.Withdraw ? "Withdrawn from the leaderboard"
        : transition == RunTransitions.TakeRequestBack ? "Took the request to publish back"
        : "Published";

    private static string Describe(string visibility) => visibility == RunVisibility.Requested ? "waiting for approval" : visibility;
}
