namespace RewardBench2.Storage;

/// <summary>Who moves runs from one state to another. The values stand in a run's timeline.</summary>
public static class RunParty
{
    /// <summary>Who submitted the run: holds its manage token, or is signed in with the account that submitted it.</summary>
    public const string Owner = "owner";

    public const string Admin = "admin";

    /// <summary>The process that scores the run, for as long as it has the lease.</summary>
    public const string Worker = "worker";
}

/// <summary>One way for a run to move on: from which states, by whom, and to what.</summary>
/// <param name="Name">The verb. Those of owners and admins are part of the API's addresses.</param>
/// <param name="Past">The verb in the past tense, for the admins' log.</param>
/// <param name="By">Who may do it: values of <see cref="RunParty"/>.</param>
/// <param name="From">The states in which it can be done: values of <see cref="RunState"/>.</param>
/// <param name="To">The state afterwards; <c>null</c> when it stays, or when the run is gone.</param>
public sealed record RunTransition(string Name, string Past, IReadOnlyList<string> By, IReadOnlyList<string> From, string? To)
{
    /// <summary>The visibilities in which it can be done. Defaults to all.</summary>
    public IReadOnlyList<string> FromVisibility { get; init; } = RunVisibility.All;

    /// <summary>The visibility afterwards. Defaults to <c>null</c>: it stays.</summary>
    public string? ToVisibility { get; init; }

    /// <summary>Whether a run that stands like this can be moved so.</summary>
    public bool IsAllowed(string state, string visibility) => From.Contains(state) && FromVisibility.Contains(visibility);
}

/// <summary>
/// Which state of a run allows which action to whom. Buttons, API, worker and SQL all read this table; nothing else decides.
/// </summary>
public static class RunTransitions
{
    private static readonly IReadOnlyList<string> Active = [RunState.Queued, RunState.Checking, RunState.Running];
    private static readonly IReadOnlyList<string> Ended = [RunState.Finished, RunState.Failed, RunState.Cancelled];
    private static readonly IReadOnlyList<string> Worker = [RunParty.Worker];
    private static readonly IReadOnlyList<string> Owner = [RunParty.Owner];
    private static readonly IReadOnlyList<string> Admin = [RunParty.Admin];
    private static readonly IReadOnlyList<string> OwnerOrAdmin = [RunParty.Owner, RunParty.Admin];

    // The worker that holds the lease.
    public static RunTransition Check { get; } = new("check", "checked", Worker, Active, RunState.Checking);
    public static RunTransition Score { get; } = new("score", "scored", Worker, Active, RunState.Running);
    public static RunTransition Finish { get; } = new("finish", "finished", Worker, Active, RunState.Finished);
    public static RunTransition Fail { get; } = new("fail", "failed", Worker, Active, RunState.Failed);

    /// <summary>Stopped by a cap or by an endpoint that may answer again later; its owner resumes it.</summary>
    public static RunTransition Suspend { get; } = new("suspend", "suspended", Worker, Active, RunState.Paused);

    // Scoring, controlled by people.
    public static RunTransition Pause { get; } = new("pause", "paused", OwnerOrAdmin, Active, RunState.Paused);
    public static RunTransition Resume { get; } = new("resume", "resumed", OwnerOrAdmin, [RunState.Paused], RunState.Queued);

    /// <summary>Scores failed prompts again and those never reached.</summary>
    public static RunTransition Retry { get; } = new("retry", "retried", OwnerOrAdmin, [RunState.Failed, RunState.Cancelled], RunState.Queued);

    /// <summary>Ends a run for good, unless it is retried; what was scored is kept.</summary>
    public static RunTransition Cancel { get; } = new("cancel", "cancelled", OwnerOrAdmin, [.. Active, RunState.Paused], RunState.Cancelled);

    // Who may see a finished run.

    /// <summary>Asks an admin to let the run onto the leaderboard, where the site requires approval.</summary>
    public static RunTransition AskToPublish { get; } = Show("publish", "asked to publish", Owner, RunVisibility.Requested) with
    {
        FromVisibility = [RunVisibility.Private, RunVisibility.Declined, RunVisibility.Withdrawn],
    };

    /// <summary>Puts a run on the leaderboard at once: an admin, or its owner where the site requires no approval.</summary>
    public static RunTransition Publish { get; } = Show("publish", "published", OwnerOrAdmin, RunVisibility.Public) with
    {
        FromVisibility = [RunVisibility.Private, RunVisibility.Requested, RunVisibility.Declined, RunVisibility.Withdrawn],
    };

    public static RunTransition Approve { get; } = Show("approve", "approved", Admin, RunVisibility.Public) with
    {
        FromVisibility = [RunVisibility.Requested, RunVisibility.Declined],
    };

    /// <summary>Keeps a run off the leaderboard, or takes it off, with a reason for its owner.</summary>
    public static RunTransition Decline { get; } = Show("decline", "declined", Admin, RunVisibility.Declined) with
    {
        FromVisibility = [RunVisibility.Requested, RunVisibility.Public],
    };

    /// <summary>Takes a run off the leaderboard; a mark of it stays.</summary>
    public static RunTransition Withdraw { get; } = Show("withdraw", "withdrew", OwnerOrAdmin, RunVisibility.Withdrawn) with
    {
        FromVisibility = [RunVisibility.Public],
    };

    /// <summary>Takes a request to publish back; no mark stays.</summary>
    public static RunTransition TakeRequestBack { get; } = Show("withdraw", "withdrew", OwnerOrAdmin, RunVisibility.Private) with
    {
        FromVisibility = [RunVisibility.Requested],
    };

    /// <summary>Deletes a run with all that it has stored.</summary>
    public static RunTransition Delete { get; } = new("delete", "deleted", OwnerOrAdmin, Ended, To: null);

    /// <summary>The whole table, in the order in which buttons stand.</summary>
    public static IReadOnlyList<RunTransition> All { get; } =
    [
        Check, Score, Finish, Fail, Suspend, Pause, Resume, Retry, AskToPublish, Publish, Approve, Decline, Withdraw, TakeRequestBack, Cancel, Delete,
    ];

    /// <summary>What somebody can do with a run that stands like this.</summary>
    /// <param name="party">One of <see cref="RunParty"/>.</param>
    public static IEnumerable<RunTransition> AllowedFor(string party, string state, string visibility) =>
        All.Where(transition => transition.By.Contains(party) && transition.IsAllowed(state, visibility));

    private static RunTransition Show(string name, string past, IReadOnlyList<string> by, string visibility) =>
        new(name, past, by, [RunState.Finished], To: null) { ToVisibility = visibility };
}
