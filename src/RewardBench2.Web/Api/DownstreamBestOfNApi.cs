using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Web.BestOfN;

namespace RewardBench2.Web.Api;

/// <summary>Best-of-N curves: the twin of the page at <c>/best-of-n</c>.</summary>
internal static class DownstreamBestOfNApi
{
    public static void MapDownstreamBestOfNApi(this RouteGroupBuilder api) =>
        api.MapGet("/best-of-n", ReadAsync)
            .WithTags("Downstream")
            .WithSummary("Best-of-N curves of every model scored on a set of candidates")
            .WithDescription("Entry n - 1 of each list is what the highest-rewarded of n candidates earns, a fraction, over all subsets of n; low and high are 95 % intervals over prompts.");

    private static async Task<Results<Ok<BestOfNResponse>, ProblemHttpResult>> ReadAsync(
        BestOfNReader reader, CancellationToken cancellationToken, string dataset = DatasetImport.StarterCandidates, string? task = null)
    {
        if (await reader.ReadAsync(dataset, task, cancellationToken) is not { } ranking)
        {
            var names = (await reader.ReadDatasetsAsync(cancellationToken)).Select(known => known.Name);
            return Problems.NotFound($"'{dataset}' is not a set of candidates here. Choose one of {string.Join(", ", names)}.");
        }

        if (task is not null && !ranking.Tasks.Contains(task))
        {
            return Problems.NotFound($"'{dataset}' has no task '{task}'. Choose one of {string.Join(", ", ranking.Tasks)}.");
        }

        return TypedResults.Ok(new BestOfNResponse(
            ranking.Dataset.Name,
            ranking.Dataset.Revision,
            task,
            ranking.Prompts.Count,
            ranking.Completions,
            CurveResponse.From(ranking.Oracle),
            CurveResponse.From(ranking.Mean),
            ranking.Majority is { } majority ? CurveResponse.From(majority) : null,
            [.. ranking.Models.Select(model => new BestOfNModelResponse(model.Name, model.ModelType, model.RunId, CurveResponse.From(model.Curve)))]));
    }
}

/// <summary>What <c>GET /best-of-n</c> answers.</summary>
public sealed record BestOfNResponse(
    string Dataset,
    string Revision,
    string? Task,
    int Prompts,
    int Completions,
    CurveResponse Oracle,
    CurveResponse Mean,
    CurveResponse? Majority,
    IReadOnlyList<BestOfNModelResponse> Models);

/// <summary>One model's curve.</summary>
public sealed record BestOfNModelResponse(string Model, string ModelType, string RunId, CurveResponse Curve);

/// <summary>A curve over n = 1..N, fractions.</summary>
public sealed record CurveResponse(IReadOnlyList<double> Values, IReadOnlyList<double> Low, IReadOnlyList<double> High, int BestN)
{
    internal static CurveResponse From(BestOfNCurve curve) => new(
        curve.Values, [.. curve.Intervals.Select(interval => interval.Low)], [.. curve.Intervals.Select(interval => interval.High)], curve.BestN);
}
