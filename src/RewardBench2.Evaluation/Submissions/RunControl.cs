using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Worker;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>What a run's owner, or an admin, does with it. <see cref="RunTransitions"/> says what is possible when.</summary>
public sealed class RunControl(RunTable runs, RunPublishing publishing, EndpointSecretProtector secrets, RunAnnouncer announcer, WorkSignal signal)
{
    private static readonly Refusal NoSuchRun = new("There is no such run.");

    /// <summary>What somebody can do with a run that stands like this, in the order in which buttons stand.</summary>
    /// <param name="party">One of <see cref="RunParty"/>.</param>
    public IEnumerable<RunTransition> AllowedFor(string party, string state, string visibility) =>
        RunTransitions.AllowedFor(party, state, visibility)
            .Where(transition => publishing.Permits(transition, party))
            .DistinctBy(transition => (transition.To, transition.ToVisibility));

    /// <summary>Moves a run on.</summary>
    /// <param name="party">Who asks: one of <see cref="RunParty"/>.</param>
    /// <param name="given">What the one who asks brings along, where the transition takes it.</param>
    /// <returns>Why not; <c>null</c> when it was done.</returns>
    public async Task<Refusal?> DoAsync(
        string runId, RunTransition transition, string party, RunControlInput given, CancellationToken cancellationToken)
    {
        if (!transition.By.Contains(party))
        {
            return new Refusal($"The {party} of a run cannot {transition.Name} it.");
        }

        return transition switch
        {
            { ToVisibility: not null } => await publishing.MoveAsync(runId, transition, party, given.Reason, cancellationToken),
            _ when transition == RunTransitions.Retry => await RetryAsync(runId, party, given.Retry, cancellationToken),
            _ when transition == RunTransitions.Delete => await DeleteAsync(runId, cancellationToken),
            _ => await ChangeStateAsync(runId, transition, party, cancellationToken),
        };
    }

    private async Task<Refusal?> ChangeStateAsync(string runId, RunTransition transition, string party, CancellationToken cancellationToken)
    {
        var cause = transition == RunTransitions.Resume ? "Resumed" : $"{char.ToUpperInvariant(transition.Past[0])}{transition.Past[1..]} by {party}";
        var reason = RunState.IsActive(transition.To!) ? null : cause;
        return await runs.ChangeStateAsync(runId, transition, reason, cause, party, cancellationToken)
            ? await AnnounceAsync(runId, cancellationToken)
            : await RefuseAsync(runId, transition, cancellationToken);
    }

    private async Task<Refusal?> RetryAsync(string runId, string party, RetryRequest again, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run || !RunTransitions.Retry.From.Contains(run.State))
        {
            return await RefuseAsync(runId, RunTransitions.Retry, cancellationToken);
        }

        var request = SubmissionJson.Parse(run.Request);
        if (request.Backend is ServedRequest served && CheckSecrets(served, again) is { } missing)
        {
            return missing;
        }

        var asked = SubmissionJson.Write(request with { RunAnyway = request.RunAnyway || again.RunAnyway });
        return await runs.RetryAsync(runId, asked, secrets.Encrypt(new EndpointSecrets(again.ApiKey, again.Headers)), party, cancellationToken)
            ? await AnnounceAsync(runId, cancellationToken)
            : await RefuseAsync(runId, RunTransitions.Retry, cancellationToken);
    }

    private static Refusal? CheckSecrets(ServedRequest served, RetryRequest again)
    {
        if (served.HadApiKey && string.IsNullOrWhiteSpace(again.ApiKey))
        {
            return new Refusal("The API key was deleted when the run ended. Enter it again to retry.");
        }

        var given = again.Headers?.Keys ?? [];
        var wanted = served.HeaderNames ?? [];
        return wanted.Except(given, StringComparer.OrdinalIgnoreCase).ToList() is [_, ..] missing
                ? new Refusal($"The values of these headers were deleted when the run ended: {string.Join(", ", missing)}. Enter them again in “headers” to retry.")
            : given.Except(wanted, StringComparer.OrdinalIgnoreCase).Any()
                ? new Refusal("A retry sends only the headers of the submission. To send others, make a new submission.")
            : HeaderRules.Check(again.Headers, again.ApiKey);
    }

    private async Task<Refusal?> DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.DeleteAsync(runId, cancellationToken))
        {
            return null;
        }

        return (await runs.FindAsync(runId, cancellationToken))?.State is { } now
            ? new Refusal($"The run is {now}; cancel it before deleting it.")
            : NoSuchRun;
    }

    private async Task<Refusal> RefuseAsync(string runId, RunTransition transition, CancellationToken cancellationToken) =>
        (await runs.FindAsync(runId, cancellationToken))?.State is { } now
            ? new Refusal($"The run is {now}; only one that is {string.Join(" or ", transition.From)} can become {transition.To}.")
            : NoSuchRun;

    private async Task<Refusal?> AnnounceAsync(string runId, CancellationToken cancellationToken)
    {
        await announcer.AnnounceAsync(runId, cancellationToken);
        signal.Set();
        return null;
    }
}

/// <summary>What comes along with a wish to move a run on.</summary>
/// <param name="Reason">Why a run is kept off the leaderboard; its owner reads it in the timeline.</param>
public sealed record RunControlInput(string? Reason = null)
{
    public static RunControlInput None { get; } = new();

    /// <summary>What a retry brings along. Defaults to nothing.</summary>
    public RetryRequest Retry { get; init; } = new();
}

/// <summary>What a retry brings along; the body of <c>POST /runs/ID/retry</c>, which may be empty.</summary>
/// <param name="ApiKey">The endpoint's key, where the submission had one.</param>
/// <param name="RunAnyway">Score in spite of a failed canary, where that makes sense.</param>
/// <param name="Headers">The endpoint's headers, where the submission had some.</param>
public sealed record RetryRequest(string? ApiKey = null, bool RunAnyway = false, IReadOnlyDictionary<string, string>? Headers = null);
