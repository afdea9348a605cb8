using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Web.Api;

/// <summary>Finds the run that a request is about, and says who sends it: its owner, an admin, or someone who may not.</summary>
public sealed class RunRequests(RunTable runs, AdminCaller admins, AdminLogTable log)
{
    /// <summary>How callers show who they are, for the API's description.</summary>
    internal const string HowToShow =
        "Authorization: Bearer MANAGE_TOKEN, as returned by the submission; or as admin: signed in, or Authorization: Basic with the user name 'admin' and the admin's password.";

    private static readonly ProblemHttpResult Hidden = Problems.NotFound(
        "There is no such run, or it is private. A private run takes 'Authorization: Bearer MANAGE_TOKEN'.");

    /// <summary>The run, or why it is not shown. A private run looks like none to those who may not control it.</summary>
    public async Task<(RunRow? Run, ProblemHttpResult? Refused)> FindAsync(string runId, HttpContext context, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(runId, cancellationToken);
        return run is not null && (RunAccess.MaySee(run, RunRole.Anyone) || (await OfAsync(context, run, cancellationToken)).Actor is not null)
            ? (run, null)
            : (null, Hidden);
    }

    /// <summary>The run and who may control it, or the reason for refusal.</summary>
    public async Task<(RunRow? Run, RunCall Call)> FindToControlAsync(string runId, HttpContext context, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return (null, RunCall.Refused(Hidden));
        }

        var call = await OfAsync(context, run, cancellationToken);
        return !RunAccess.MaySee(run, RunRole.Anyone) && call.Refusal?.StatusCode == StatusCodes.Status403Forbidden
            ? (null, RunCall.Refused(Hidden))
            : (run, call);
    }

    /// <summary>The run with the admin who decides on it, or why not.</summary>
    public async Task<(RunRow? Run, RunCall Call)> FindForAdminAsync(string runId, HttpContext context, CancellationToken cancellationToken)
    {
        var call = await AdminAsync(context, cancellationToken);
        return call.Refusal is not null ? (null, call)
            : await runs.FindAsync(runId, cancellationToken) is { } run ? (run, call)
            : (null, RunCall.Refused(Hidden));
    }

    /// <summary>Does what was asked; what an admin does goes into the log first, what owners do is in the run's timeline.</summary>
    /// <returns>Why not; <c>null</c> when it was done.</returns>
    public Task<Refusal?> DoAsync(RunCall call, string action, RunRow run, string? detail, Func<Task<Refusal?>> work) => call.Admin is { } admin
        ? log.DoAsync(admin, action, $"run {run.RunId}", detail ?? $"{run.Model} on {run.Dataset}", work, refusal => refusal.Detail)
        : work();

    /// <summary>Who may see the run now: one of <see cref="RunVisibility"/>; <c>null</c> when it is gone.</summary>
    public async Task<string?> VisibilityOfAsync(string runId, CancellationToken cancellationToken) =>
        (await runs.FindAsync(runId, cancellationToken))?.Visibility;

    private async Task<RunCall> OfAsync(HttpContext context, RunRow run, CancellationToken cancellationToken)
    {
        // Browsers add the cookie by themselves, so an account counts only for requests that our own pages send.
        var account = AdminCaller.IsFromHere(context.Request) ? Account.KeyOf(context.User) : null;
        if (RunAccess.RoleOf(run, new RunCredentials(BearerToken(context.Request), account)) == RunRole.Owner)
        {
            return new RunCall(RunParty.Owner, Admin: null, Refusal: null);
        }

        var call = await AdminAsync(context, cancellationToken);
        return call.Actor is not null || call.Refusal?.StatusCode is not StatusCodes.Status403Forbidden
            ? call
            : RunCall.Refused(Problems.Forbidden(
                "The manage token is missing or not this run's. Send 'Authorization: Bearer MANAGE_TOKEN' as returned by the submission, or sign in as admin."));
    }

    private async Task<RunCall> AdminAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var call = await admins.OfAsync(context, cancellationToken);
        return call switch
        {
            { Actor: { } admin } => new RunCall(RunParty.Admin, admin, Refusal: null),
            { Refused: { RetryAfter: not null, Refusal: { } detail } } => RunCall.Refused(Problems.TooMany(detail)),
            { Refused.Refusal: { } detail } => RunCall.Refused(Problems.Unauthorized(detail)),
            _ => RunCall.Refused(Problems.Forbidden(
                "Only an admin may do this. Sign in on the site, or send 'Authorization: Basic' with the user name 'admin' and the admin's password.")),
        };
    }

    private static string? BearerToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }
}

/// <summary>Who wants to control a run.</summary>
/// <param name="Actor">As the run's timeline names them: one of <see cref="RunParty"/>; <c>null</c> for nobody who may.</param>
/// <param name="Admin">As the admins' log names them; <c>null</c> for owners.</param>
/// <param name="Refusal">Why not.</param>
public sealed record RunCall(string? Actor, string? Admin, ProblemHttpResult? Refusal)
{
    internal static RunCall Refused(ProblemHttpResult refusal) => new(Actor: null, Admin: null, refusal);
}
