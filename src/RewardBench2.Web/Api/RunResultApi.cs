using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;
using RewardBench2.Web.Runs;

namespace RewardBench2.Web.Api;

/// <summary>A run's result in the official formats.</summary>
internal static class RunResultApi
{
    public static void MapRunResultApi(this RouteGroupBuilder api)
    {
        var run = api.MapGroup("/runs/{runId}").WithTags("Runs");
        run.MapGet("/result", ResultAsync).WithSummary("A finished run's scores in the official aggregate format");
        run.MapGet("/failures", FailuresAsync).WithSummary("Prompts that a run could not score so far, with the reason");
        run.MapGet("/judge", JudgeAsync)
            .WithSummary("How a judge answered in a run: failures by subset and kind, verdicts by position, agreement of both orders")
            .WithDescription("positions are shown first to shown last; expected is where the same winners would have stood by chance; pValue is Pearson's chi-squared test.");
        run.MapGet("/protocol", ProtocolAsync).WithSummary("A run's protocol card: how its rewards were obtained");
        run.MapGet("/scores", ScoresAsync).WithSummary("A run's rewards so far in the official per-prompt format");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ResultAsync(
        string runId, HttpContext context, RunRequests requests, LeaderboardTable leaderboard, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        if (run is null)
        {
            return refused!;
        }

        if (run.State != RunState.Finished)
        {
            return Problems.Conflict($"The run is {run.State}; it has a result once it is finished.");
        }

        if (run.Benchmark is not { } benchmark)
        {
            return Problems.Conflict("The run is on a set of candidates; this format is for results of a benchmark's subsets.");
        }

        var scores = (await leaderboard.ReadScoresAsync(runId, cancellationToken))
            .Where(score => benchmark.SubsetNamed(score.Subset) is not null)
            .ToDictionary(score => benchmark.SubsetNamed(score.Subset)!, score => score.Score);
        return TypedResults.Stream(
            stream => AggregateFile.WriteAsync(stream, benchmark, new AggregateResult(new ResultHeader(run.Model, run.ModelType), scores), CancellationToken.None),
            "application/json",
            $"{run.RunId}-result.json");
    }

    private static async Task<Results<Ok<FailuresResponse>, ProblemHttpResult>> FailuresAsync(
        string runId, HttpContext context, RunRequests requests, PromptScoreTable scores, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        return run is null ? refused! : TypedResults.Ok(new FailuresResponse(runId, await scores.ReadFailedAsync(runId, int.MaxValue, cancellationToken)));
    }

    private static async Task<Results<Ok<JudgeAnswers>, ProblemHttpResult>> JudgeAsync(
        string runId, HttpContext context, RunRequests requests, JudgeReader judges, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        return run is null ? refused!
            : await judges.ReadAsync(run.RunId, run.Benchmark, cancellationToken) is { } answers ? TypedResults.Ok(answers)
            : Problems.NotFound("This run was not scored by a judge.");
    }

    private static async Task<Results<Ok<ProtocolCard>, ProblemHttpResult>> ProtocolAsync(
        string runId, HttpContext context, RunRequests requests, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        return run is null ? refused!
            : run.ProtocolCard is { } card ? TypedResults.Ok(JsonSerializer.Deserialize<ProtocolCard>(card, SubmissionJson.Options))
            : Problems.NotFound("This run has no protocol card: no server was asked, or none yet.");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ScoresAsync(
        string runId, HttpContext context, RunRequests requests, RunExports exports, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        if (run is null)
        {
            return refused!;
        }

        var lines = await exports.ReadPromptsAsync(run, cancellationToken);
        return TypedResults.Stream(
            stream => ScoresFile.WriteAsync(stream, new ResultHeader(run.Model, run.ModelType), lines, CancellationToken.None),
            "application/json",
            $"{run.RunId}-scores.json");
    }
}

/// <summary>What <c>GET /runs/{runId}/failures</c> answers.</summary>
/// <param name="Prompts">In dataset order; empty when every prompt so far was scored.</param>
public sealed record FailuresResponse(string RunId, IReadOnlyList<FailedPrompt> Prompts);
