using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Storage;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Benchmarks;

namespace RewardBench2.Web.Api;

/// <summary>The benchmarks here, and their definitions.</summary>
internal static class BenchmarksApi
{
    private const string Admin = "Admins only: signed in, or Authorization: Basic with the user name 'admin'.";

    public static void MapBenchmarksApi(this RouteGroupBuilder api)
    {
        var benchmarks = api.MapGroup("/benchmarks").WithTags("Benchmarks");
        benchmarks.MapGet("/", ReadAsync).WithSummary("The benchmarks here, with what is here of each");
        benchmarks.MapGet("/{name}", FindAsync).WithSummary("A benchmark's definition, with what is here of it");
        benchmarks.MapGet("/{name}/definition", DefineAsync)
            .WithSummary("A benchmark's definition as a file, as import takes it")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
        benchmarks.MapPost("/", AddAsync)
            .WithSummary("Bring in a benchmark's definition")
            .WithDescription($"The body is a benchmark.json; /schemas/benchmark.json describes it. {Admin}")
            .Accepts<object>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(4L * DefinitionFile.LongestText))
            .DisableAntiforgery();
        benchmarks.MapDelete("/{name}", DeleteAsync)
            .WithSummary("Remove a definition that no dataset stands on")
            .WithDescription(Admin)
            .DisableAntiforgery();
    }

    private static async Task<Ok<BenchmarksResponse>> ReadAsync(BenchmarkReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(new BenchmarksResponse([.. (await reader.ReadAsync(cancellationToken)).Benchmarks.Select(BenchmarkResponse.From)]));

    private static async Task<Results<Ok<BenchmarkResponse>, ProblemHttpResult>> FindAsync(string name, BenchmarkReader reader, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(cancellationToken)).Benchmarks.FirstOrDefault(hosted => hosted.Definition.Name == name) is { } hosted
            ? TypedResults.Ok(BenchmarkResponse.From(hosted))
            : NotHere(name);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> DefineAsync(string name, BenchmarkReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(name, cancellationToken) is { } benchmark
            ? TypedResults.Text(DefinitionFile.Write(benchmark), "application/json", Encoding.UTF8)
            : NotHere(name);

    private static ProblemHttpResult NotHere(string name) => Problems.NotFound($"There is no benchmark '{name}' here. GET /api/v1/benchmarks lists them.");

    private static async Task<Results<Created<BenchmarkResponse>, Ok<BenchmarkResponse>, ProblemHttpResult>> AddAsync(
        HttpRequest http, AdminCaller admins, AdminLogTable log, BenchmarkTable benchmarks, CancellationToken cancellationToken)
    {
        if (await admins.OfAsync(http.HttpContext, cancellationToken) is not { Actor: { } actor })
        {
            return Problems.Forbidden(Admin);
        }

        try
        {
            using var reader = new StreamReader(http.Body, Encoding.UTF8);
            var benchmark = DefinitionFile.Read(await reader.ReadToEndAsync(cancellationToken));
            var isNew = await benchmarks.AddAsync(benchmark, cancellationToken);
            if (isNew)
            {
                await log.AddAsync(actor, "imported a benchmark", benchmark.Name, detail: null, cancellationToken);
            }

            var answer = BenchmarkResponse.From(new HostedBenchmark(benchmark, Datasets: [], Dataset: null, PromptsHere: 0, Models: 0));
            return isNew ? TypedResults.Created($"{http.PathBase}/api/v1/benchmarks/{benchmark.Name}", answer) : TypedResults.Ok(answer);
        }
        catch (DefinitionException bad)
        {
            return Problems.BadRequest(bad.Message);
        }
        catch (StorageException refused)
        {
            return Problems.Conflict(refused.Message);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, HttpContext context, AdminCaller admins, AdminLogTable log, BenchmarkTable benchmarks, CancellationToken cancellationToken)
    {
        if (await admins.OfAsync(context, cancellationToken) is not { Actor: { } actor })
        {
            return Problems.Forbidden(Admin);
        }

        try
        {
            if (!await benchmarks.DeleteAsync(name, cancellationToken))
            {
                return Problems.NotFound($"There is no benchmark '{name}' here.");
            }

            await log.AddAsync(actor, "deleted a benchmark", name, detail: null, cancellationToken);
            return TypedResults.NoContent();
        }
        catch (StorageException refused)
        {
            return Problems.Conflict(refused.Message);
        }
    }
}

/// <summary>What <c>GET /benchmarks</c> answers.</summary>
public sealed record BenchmarksResponse(IReadOnlyList<BenchmarkResponse> Benchmarks);

/// <summary>A benchmark: its definition, and what is here of it.</summary>
/// <param name="Chance">What guessing earns on average, a fraction; <c>null</c> where that depends on the prompts.</param>
/// <param name="Prompts">How many the whole benchmark has; <c>null</c> where its definition does not say.</param>
/// <param name="PromptsHere">How many of them are here.</param>
/// <param name="Datasets">The datasets of it here.</param>
/// <param name="Dataset">The dataset of its leaderboard; <c>null</c> where there is none yet.</param>
/// <param name="Models">How many models have an average there.</param>
public sealed record BenchmarkResponse(
    string Name,
    string Title,
    string Description,
    string Citation,
    string? Link,
    string License,
    IReadOnlyList<SubsetResponse> Subsets,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<MeasureResponse> Measures,
    bool ClustersByPrompt,
    bool WeightsByPrompts,
    double? Chance,
    int? Prompts,
    int PromptsHere,
    IReadOnlyList<string> Datasets,
    string? Dataset,
    int Models)
{
    internal static BenchmarkResponse From(HostedBenchmark hosted)
    {
        var benchmark = hosted.Definition;
        return new(
            benchmark.Name,
            benchmark.Title,
            benchmark.Description,
            benchmark.Citation,
            benchmark.Link,
            benchmark.License,
            [
                .. benchmark.Subsets.Select(subset => new SubsetResponse(
                    subset.Name, subset.Description, subset.Rule, subset.Rule.Description, subset.Rule.Chance, subset.Prompts, subset.Weight)),
            ],
            benchmark.Sections,
            [.. benchmark.Measures.Select(measure => new MeasureResponse(measure.Name, measure.Rule, measure.Rule.Description))],
            benchmark.ClustersByPrompt,
            benchmark.WeightsByPrompts,
            benchmark.Chance,
            benchmark.Prompts,
            hosted.PromptsHere,
            hosted.Datasets,
            hosted.Dataset,
            hosted.Models);
    }
}

/// <summary>A subset of a benchmark.</summary>
/// <param name="Rule">How its prompts are scored, as definitions write it.</param>
/// <param name="RuleText">The same in a sentence.</param>
/// <param name="Chance">What guessing earns, a fraction; <c>null</c> where that depends on the prompts.</param>
/// <param name="Weight">In the mean of its section, or of the benchmark; relative.</param>
public sealed record SubsetResponse(string Name, string Description, ScoringRule Rule, string RuleText, double? Chance, int? Prompts, double Weight);

/// <summary>A further measure of the same rewards.</summary>
/// <param name="Rule">How prompts are scored for it, as definitions write it.</param>
/// <param name="RuleText">The same in a sentence.</param>
public sealed record MeasureResponse(string Name, ScoringRule Rule, string RuleText);
