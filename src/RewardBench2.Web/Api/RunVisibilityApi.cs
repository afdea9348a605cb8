using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Web.Api;

/// <summary>Who may see a run: asked for by its owner, decided by an admin.</summary>
internal static class RunVisibilityApi
{
    private const string Admin = "Admins only: signed in, or Authorization: Basic with the user name 'admin'.";

    public static void MapRunVisibilityApi(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs/{runId}").WithTags("Runs");
        runs.MapPost("/publish", PublishAsync).WithSummary("Ask to put a finished run on the leaderboard").WithDescription(RunRequests.HowToShow);
        runs.MapPost("/withdraw", WithdrawAsync).WithSummary("Take a run off the leaderboard; a mark stays").WithDescription(RunRequests.HowToShow);
        runs.MapPost("/approve", ApproveAsync).WithSummary("Let a run onto the leaderboard").WithDescription(Admin);
        runs.MapPost("/decline", DeclineAsync).WithSummary("Keep a run off the leaderboard, with a reason for its owner").WithDescription(Admin);
    }

    private static async Task<Results<Ok<RunVisibilityResponse>, ProblemHttpResult>> PublishAsync(
        string runId, HttpContext context, RunRequests requests, RunPublishing publishing, CancellationToken cancellationToken)
    {
        var (run, call) = await requests.FindToControlAsync(runId, context, cancellationToken);
        return await ChangeAsync(run, call, requests, publishing, actor => publishing.PublishingBy(actor), reason: null, cancellationToken);
    }

    private static async Task<Results<Ok<RunVisibilityResponse>, ProblemHttpResult>> WithdrawAsync(
        string runId, HttpContext context, RunRequests requests, RunPublishing publishing, CancellationToken cancellationToken)
    {
        var (run, call) = await requests.FindToControlAsync(runId, context, cancellationToken);
        return await ChangeAsync(
            run, call, requests, publishing,
            _ => run!.Visibility == RunVisibility.Requested ? RunTransitions.TakeRequestBack : RunTransitions.Withdraw,
            reason: null, cancellationToken);
    }

    private static async Task<Results<Ok<RunVisibilityResponse>, ProblemHttpResult>> ApproveAsync(
        string runId, HttpContext context, RunRequests requests, RunPublishing publishing, CancellationToken cancellationToken)
    {
        var (run, call) = await requests.FindForAdminAsync(runId, context, cancellationToken);
        return await ChangeAsync(run, call, requests, publishing, _ => RunTransitions.Approve, reason: null, cancellationToken);
    }

    private static async Task<Results<Ok<RunVisibilityResponse>, ProblemHttpResult>> DeclineAsync(
        string runId, DeclineRequest? body, HttpContext context, RunRequests requests, RunPublishing publishing, CancellationToken cancellationToken)
    {
        var (run, call) = await requests.FindForAdminAsync(runId, context, cancellationToken);
        return await ChangeAsync(run, call, requests, publishing, _ => RunTransitions.Decline, body?.Reason, cancellationToken);
    }

    private static async Task<Results<Ok<RunVisibilityResponse>, ProblemHttpResult>> ChangeAsync(
        RunRow? run,
        RunCall call,
        RunRequests requests,
        RunPublishing publishing,
        Func<string, RunTransition> transitionBy,
        string? reason,
        CancellationToken cancellationToken)
    {
        if (call.Refusal is { } forbidden)
        {
            return forbidden;
        }

        var transition = transitionBy(call.Actor!);
        var refusal = await requests.DoAsync(
            call, $"{transition.Past} a run", run!, reason,
            () => publishing.MoveAsync(run!.RunId, transition, call.Actor!, reason, cancellationToken));
        return refusal switch
        {
            null => TypedResults.Ok(new RunVisibilityResponse(run!.RunId, await requests.VisibilityOfAsync(run.RunId, cancellationToken) ?? transition.ToVisibility!)),
            { Field: RunPublishing.ReasonField } => Problems.BadRequest(refusal.Detail),
            _ => Problems.Conflict(refusal.Detail),
        };
    }
}

/// <summary>Who may see a run now.</summary>
/// <param name="Visibility"><c>private</c>, <c>requested</c>, <c>public</c>, <c>declined</c> or <c>withdrawn</c>.</param>
public sealed record RunVisibilityResponse(string RunId, [property: JsonPropertyName("publication")] string Visibility);

/// <summary>The body of <c>POST /runs/{runId}/decline</c>.</summary>
/// <param name="Reason">Why, in at most 500 characters; the owner reads it in the run's timeline.</param>
public sealed record DeclineRequest(string? Reason);
