using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Exchange.Exports;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Runs;

namespace RewardBench2.Web.Api;

/// <summary>Per-prompt results to take away: of one run, or of every public run on a dataset.</summary>
internal static class PromptResultsApi
{
    private const string Columns =
        "One row per run and prompt: model, run_id, id, subset, num_correct, scores (one reward per completion, chosen ones first), results (a fraction; null in Ties). Prompts that failed have no row.";

    public static void MapPromptResultsApi(this RouteGroupBuilder api)
    {
        foreach (var file in PromptResultsFile.Formats)
        {
            api.MapGet($"/prompt-results.{file.Extension}", (PromptResultsReader reader, DatasetTable datasets, CancellationToken cancellationToken, string? dataset = null) =>
                    OfDatasetAsync(file, reader, datasets, dataset ?? LeaderboardQuery.DefaultDataset, cancellationToken))
                .WithTags("Leaderboard")
                .WithSummary($"Results per prompt of every run on the leaderboard ({file.Name})")
                .WithDescription($"{Columns} Of each model the newest public run, uploaded or scored here; published figures have no results per prompt.")
                .Produces<Stream>(StatusCodes.Status200OK, file.ContentType);
            api.MapGet($"/runs/{{runId}}/prompt-results.{file.Extension}", (string runId, HttpContext context, RunRequests requests, PromptResultsReader reader, CancellationToken cancellationToken) =>
                    OfRunAsync(file, runId, context, requests, reader, cancellationToken))
                .WithTags("Runs")
                .WithSummary($"A run's results per prompt so far ({file.Name})")
                .WithDescription(Columns)
                .Produces<Stream>(StatusCodes.Status200OK, file.ContentType);
        }
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> OfDatasetAsync(
        PromptResultsFile file, PromptResultsReader reader, DatasetTable datasets, string dataset, CancellationToken cancellationToken) =>
        dataset != LeaderboardQuery.DefaultDataset && await datasets.FindAsync(dataset, cancellationToken) is null
            ? Problems.NotFound($"There is no dataset '{dataset}' here.")
            : TypedResults.Stream(stream => file.WriteAsync(stream, reader.OfDatasetAsync(dataset, cancellationToken), cancellationToken), file.ContentType, $"{dataset}-prompt-results.{file.Extension}");

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> OfRunAsync(
        PromptResultsFile file, string runId, HttpContext context, RunRequests requests, PromptResultsReader reader, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        return run is null
            ? refused!
            : TypedResults.Stream(stream => file.WriteAsync(stream, reader.OfRunAsync(run.RunId, run.Model, cancellationToken), cancellationToken), file.ContentType, $"{run.RunId}-prompt-results.{file.Extension}");
    }
}
