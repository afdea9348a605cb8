using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Live;

namespace RewardBench2.Web.Api;

/// <summary>Runs: their state, their control and their results.</summary>
internal static class RunsApi
{
    // A key and ten headers, written as JSON.
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly RunTransition[] ByName = [RunTransitions.Cancel, RunTransitions.Pause, RunTransitions.Resume, RunTransitions.Retry];

    public static void MapRunsApi(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/", ReadAllAsync).WithSummary("The newest runs, of one state or of any");
        runs.MapGet("/{runId}", ReadAsync).WithSummary("Where a run stands: the same record as on the live hub");
        runs.MapDelete("/{runId}", DeleteAsync)
            .WithSummary("Delete a run that is not under way, with all it has stored")
            .WithDescription(RunRequests.HowToShow);
        runs.MapPost("/{runId}/{action}", ControlAsync)
            .WithSummary("cancel, pause, resume or retry a run")
            .WithDescription(RunRequests.HowToShow + " A retry may bring a JSON body: apiKey and headers, which were wiped when the run ended, and runAnyway.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static async Task<Results<Ok<RunsResponse>, ProblemHttpResult>> ReadAllAsync(
        RunTable runs, CancellationToken cancellationToken, string? state = null)
    {
        if (state is not null && !RunState.All.Contains(state))
        {
            return Problems.BadRequest($"'{state}' is not a state. Choose one of {string.Join(", ", RunState.All)}.");
        }

        var rows = await runs.ReadAsync(state, take: 500, cancellationToken);
        return TypedResults.Ok(new RunsResponse([.. rows.Select(RunSummary.From)]));
    }

    private static async Task<Results<Ok<RunProgress>, ProblemHttpResult>> ReadAsync(
        string runId, HttpContext context, RunRequests requests, ProgressReader reader, ProgressFeed feed, CancellationToken cancellationToken)
    {
        var (_, refused) = await requests.FindAsync(runId, context, cancellationToken);
        return refused is not null ? refused : TypedResults.Ok(feed.MergeLive((await reader.ReadAsync(runId, cancellationToken))!));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string runId, HttpContext context, RunRequests requests, RunControl control, CancellationToken cancellationToken)
    {
        var (run, call) = await requests.FindToControlAsync(runId, context, cancellationToken);
        if (call.Refusal is { } refused)
        {
            return refused;
        }

        return await MoveAsync(run!, RunTransitions.Delete, call, RunControlInput.None, requests, control, cancellationToken) is { } not
            ? not
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<RunProgress>, ProblemHttpResult>> ControlAsync(
        string runId,
        string action,
        HttpContext context,
        RunRequests requests,
        RunControl control,
        ProgressReader reader,
        CancellationToken cancellationToken)
    {
        var (run, call) = await requests.FindToControlAsync(runId, context, cancellationToken);
        if (call.Refusal is { } forbidden)
        {
            return forbidden;
        }

        if (Array.Find(ByName, transition => transition.Name == action) is not { } asked)
        {
            return Problems.NotFound($"A run cannot '{Refusal.Shorten(action)}'. Choose cancel, pause, resume or retry.");
        }

        var (again, malformed) = asked == RunTransitions.Retry ? await BodyAsync(context.Request, cancellationToken) : (new RetryRequest(), null);
        if (malformed is not null)
        {
            return malformed;
        }

        var given = RunControlInput.None with { Retry = again };
        return await MoveAsync(run!, asked, call, given, requests, control, cancellationToken) is { } refused
            ? refused
            : TypedResults.Ok((await reader.ReadAsync(runId, cancellationToken))!);
    }

    private static async Task<ProblemHttpResult?> MoveAsync(
        RunRow run, RunTransition asked, RunCall call, RunControlInput given, RunRequests requests, RunControl control, CancellationToken cancellationToken)
    {
        var refusal = await requests.DoAsync(
            call, $"{asked.Past} a run", run, detail: null, () => control.DoAsync(run.RunId, asked, call.Actor!, given, cancellationToken));
        return refusal is null ? null : Problems.Conflict(refusal.Detail);
    }

    // A retry needs no body, whatever its content type says: only an endpoint's key and headers have to be given again.
    private static async Task<(RetryRequest Request, ProblemHttpResult? Malformed)> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (new RetryRequest(), null);
        }

        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            return body.Length == 0
                ? (new RetryRequest(), null)
                : (JsonSerializer.Deserialize<RetryRequest>(body.GetBuffer().AsSpan(0, (int)body.Length), SubmissionJson.Options) ?? new RetryRequest(), null);
        }
        catch (JsonException malformed)
        {
            return (new RetryRequest(), Problems.BadRequest(
                $"The body is not understood: {malformed.Message} Send {{\"apiKey\":\"…\",\"headers\":{{…}},\"runAnyway\":false}}, or nothing."));
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (new RetryRequest(), Problems.TooLarge("A retry's body takes at most 64 KB."));
        }
    }
}

/// <summary>What <c>GET /runs</c> answers.</summary>
public sealed record RunsResponse(IReadOnlyList<RunSummary> Runs);

/// <summary>A run in a list.</summary>
public sealed record RunSummary(
    string RunId,
    string Model,
    string ModelType,
    string Dataset,
    string Provenance,
    string State,
    string? Reason,
    int PromptsScored,
    int PromptsTotal,
    int PromptsFailed,
    double? Average,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    internal static RunSummary From(RunListing run) => new(
        run.RunId,
        run.Model,
        run.ModelType,
        run.Dataset,
        run.Provenance,
        run.State,
        run.Reason,
        run.PromptsScored,
        run.PromptsTotal,
        run.PromptsFailed,
        run.Average,
        run.CreatedAt,
        run.FinishedAt);
}
