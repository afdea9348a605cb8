using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Exports;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Web.Api;

/// <summary>A finished run in formats that other sites collect.</summary>
internal static class RunExportsApi
{
    private static readonly HubRepository OfficialDataset = new OfficialRequest().Dataset;

    public static void MapRunExportsApi(this RouteGroupBuilder api)
    {
        var run = api.MapGroup("/runs/{runId}").WithTags("Runs");
        run.MapGet("/every-eval-ever.json", RecordAsync)
            .WithSummary("A finished run in the schema of Every Eval Ever")
            .WithDescription("detailed_evaluation_results names the samples, which come from every-eval-ever-samples.jsonl.");
        run.MapGet("/every-eval-ever-samples.jsonl", SamplesAsync).WithSummary("A finished run prompt by prompt in the schema of Every Eval Ever");
        run.MapGet("/eval-results.yaml", HubResultAsync)
            .WithSummary("A finished run's average as the Hugging Face hub reads it from .eval_results/ of the model's own repository");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> RecordAsync(
        string runId, HttpContext context, RunRequests requests, RunExports exports, CancellationToken cancellationToken)
    {
        var (run, refused) = await FindAsync(runId, context, requests, cancellationToken);
        if (run is null)
        {
            return refused!;
        }

        var (row, about) = (await exports.ReadAsync(run, cancellationToken), exports.About(run, Site(context)));
        var samples = EveryEvalEverSamples.Describe(row, about, await exports.ReadPromptsAsync(run, cancellationToken));
        return TypedResults.File(
            JsonSerializer.SerializeToUtf8Bytes(EveryEvalEverExport.Record(row, about, samples)), "application/json", $"{run.RunId}-every-eval-ever.json");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> SamplesAsync(
        string runId, HttpContext context, RunRequests requests, RunExports exports, CancellationToken cancellationToken)
    {
        var (run, refused) = await FindAsync(runId, context, requests, cancellationToken);
        if (run is null)
        {
            return refused!;
        }

        var (row, about) = (await exports.ReadAsync(run, cancellationToken), exports.About(run, Site(context)));
        var prompts = await exports.ReadPromptsAsync(run, cancellationToken);
        return TypedResults.Stream(
            stream => EveryEvalEverSamples.WriteAsync(stream, row, about, prompts, CancellationToken.None),
            "application/jsonl",
            Path.GetFileName(EveryEvalEverSampleFile.PathOf(run.Dataset, row)));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HubResultAsync(
        string runId, HttpContext context, RunRequests requests, RunExports exports, DatasetTable datasets, CancellationToken cancellationToken)
    {
        var (run, refused) = await FindAsync(runId, context, requests, cancellationToken);
        if (run is null)
        {
            return refused!;
        }

        var dataset = await datasets.FindAsync(run.Dataset, cancellationToken);
        var repository = HubRepository.Parse(dataset?.Source ?? "") ?? (run.Dataset == DatasetImport.Official ? OfficialDataset : null);
        if (repository is null || run.Average is null)
        {
            return Problems.Conflict(repository is null
                ? $"The dataset {run.Dataset} is not on the hub, so the hub has no place for its results."
                : "The run has no average: it did not score all subsets.");
        }

        using var yaml = new MemoryStream();
        var page = run.IsPrivate ? null : new Uri(Site(context), $"runs/{run.RunId}");
        HubEvalResults.Write(yaml, await exports.ReadAsync(run, cancellationToken), RunExports.BenchmarkOf(run), repository, page);
        return TypedResults.File(yaml.ToArray(), "application/yaml", $"{RunExports.BenchmarkOf(run).Name}.yaml");
    }

    private static async Task<(RunRow? Run, ProblemHttpResult? Refused)> FindAsync(
        string runId, HttpContext context, RunRequests requests, CancellationToken cancellationToken)
    {
        var (run, refused) = await requests.FindAsync(runId, context, cancellationToken);
        return run is null ? (null, refused)
            : run.State != RunState.Finished ? (null, Problems.Conflict($"The run is {run.State}; it can be taken away once it is finished."))
            : run.BenchmarkName is null ? (null, Problems.Conflict("The run is on a set of candidates; this format is for results of the benchmark's subsets."))
            : (run, null);
    }

    private static Uri Site(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/");
}
