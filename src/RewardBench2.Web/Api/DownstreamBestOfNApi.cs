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
        if (await reader.ReadAsync(dataset, task, cancellationToken) is not { } board)
        {
            var names = (await reader.ReadDatasetsAsync(cancellationToken)).Select(known => known.Name);
            return Problems.NotFound($"'{dataset}' is no set of candidates here. Choose one of {string.Join(", ", names)}.");
        }

        if (task is not null && !board.Tasks.Contains(task))
        {
            return Problems.NotFound($"'{dataset}' has no task '{task}'. Choose one of {string.Join(", ", board.Tasks)}.");
        }

        return TypedResults.Ok(new BestOfNResponse(
            board.Dataset.Name,
            board.Dataset.Revision,
            task,
            board.Prompts.Count,
            board.Completions,
            CurveResponse.Of(board.Oracle),
            CurveResponse.Of(board.Mean),
            board.Majority is { } majority ? CurveResponse.Of(majority) : null,
            [.. board.Models.Select(model => new BestOfNModelResponse(model.Name, model.ModelType, model.RunId, CurveResponse.Of(model.Curve)))]));
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
    internal static CurveResponse Of(BestOfNCurve curve) => new(
        curve.Values, [.. curve.Intervals.Select(interval => interval.Low)], [.. curve.Intervals.Select(interval => interval.High)], curve.BestN);
}
