using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Web.Api;

/// <summary>Who may see a run: asked for by its owner, decided by an admin.</summary>
internal static class PublicationApi
{
    private const string Admin = "Admins only: signed in, or Authorization: Basic with the user name 'admin'.";

    public static void MapPublicationApi(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs/{runId}").WithTags("Runs");
        runs.MapPost("/publish", PublishAsync).WithSummary("Ask to put a finished run on the leaderboard").WithDescription(RunRequests.HowToShow);
        runs.MapPost("/withdraw", WithdrawAsync).WithSummary("Take a run off the leaderboard; a mark stays").WithDescription(RunRequests.HowToShow);
        runs.MapPost("/approve", ApproveAsync).WithSummary("Let a run onto the leaderboard").WithDescription(Admin);
        runs.MapPost("/decline", DeclineAsync).WithSummary("Keep a run off the leaderboard, with a reason for its owner").WithDescription(Admin);
    }

    private static async Task<Results<Ok<PublicationResponse>, ProblemHttpResult>> PublishAsync(
        string runId, HttpContext context, RunTable runs, RunRequests requests, RunPublishing publication, CancellationToken cancellationToken) =>
        await ChangeAsync(
            runId, runs, requests, await requests.FindToControlAsync(runId, context, cancellationToken), "published a run", detail: null,
            call => call.Admin is null
                ? publication.RequestAsync(runId, "owner", cancellationToken)
                : publication.PublishAsync(runId, "admin", cancellationToken),
            cancellationToken);

    private static async Task<Results<Ok<PublicationResponse>, ProblemHttpResult>> WithdrawAsync(
        string runId, HttpContext context, RunTable runs, RunRequests requests, RunPublishing publication, CancellationToken cancellationToken) =>
        await ChangeAsync(
            runId, runs, requests, await requests.FindToControlAsync(runId, context, cancellationToken), "withdrew a run", detail: null,
            call => publication.WithdrawAsync(runId, call.Actor!, cancellationToken),
            cancellationToken);

    private static async Task<Results<Ok<PublicationResponse>, ProblemHttpResult>> ApproveAsync(
        string runId, HttpContext context, RunTable runs, RunRequests requests, RunPublishing publication, CancellationToken cancellationToken) =>
        await ChangeAsync(
            runId, runs, requests, await requests.FindForAdminAsync(runId, context, cancellationToken), "approved a run", detail: null,
            _ => publication.ApproveAsync(runId, "admin", cancellationToken),
            cancellationToken);

    private static async Task<Results<Ok<PublicationResponse>, ProblemHttpResult>> DeclineAsync(
        string runId, DeclineRequest? body, HttpContext context, RunTable runs, RunRequests requests, RunPublishing publication, CancellationToken cancellationToken) =>
        await ChangeAsync(
            runId, runs, requests, await requests.FindForAdminAsync(runId, context, cancellationToken), "declined a run", body?.Reason,
            _ => publication.DeclineAsync(runId, body?.Reason, "admin", cancellationToken),
            cancellationToken);

    private static async Task<Results<Ok<PublicationResponse>, ProblemHttpResult>> ChangeAsync(
        string runId,
        RunTable runs,
        RunRequests requests,
        (RunRow? Run, RunCall Call) found,
        string action,
        string? detail,
        Func<RunCall, Task<string?>> change,
        CancellationToken cancellationToken)
    {
        var (run, call) = found;
        if (call.Refusal is { } forbidden)
        {
            return forbidden;
        }

        if (await requests.DoAsync(call, action, run!, detail, () => change(call)) is { } refused)
        {
            return refused == RunPublishing.ReasonRule ? Problems.BadRequest(refused) : Problems.Conflict(refused);
        }

        var publication = (await runs.FindAsync(runId, cancellationToken))?.Publication ?? run!.Publication;
        return TypedResults.Ok(new PublicationResponse(runId, publication));
    }
}

/// <summary>Who may see a run now.</summary>
/// <param name="Publication"><c>private</c>, <c>requested</c>, <c>public</c>, <c>declined</c> or <c>withdrawn</c>.</param>
public sealed record PublicationResponse(string RunId, string Publication);

/// <summary>The body of <c>POST /runs/{runId}/decline</c>.</summary>
/// <param name="Reason">Why, in at most 500 characters; the owner reads it in the run's timeline.</param>
public sealed record DeclineRequest(string? Reason);
