using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Web.Models;

namespace RewardBench2.Web.Api;

/// <summary>One model with all its results: the twin of the page at <c>/models/…</c>.</summary>
internal static class ModelsApi
{
    public static void MapModelsApi(this RouteGroupBuilder api) =>
        api.MapGet("/models/{**name}", ReadAsync).WithTags("Models").WithSummary("A model with all its results").WithDescription("The name is org/name; some names have no organisation.");

    private static async Task<Results<Ok<ModelResponse>, ProblemHttpResult>> ReadAsync(string name, ModelReader models, CancellationToken cancellationToken) =>
        await models.FindAsync(name, cancellationToken) is { } profile
            ? TypedResults.Ok(ModelResponse.From(profile))
            : Problems.NotFound($"No model '{name}' has results here. GET /api/v1/leaderboard lists those that have.");
}

/// <summary>What <c>GET /models/{org}/{name}</c> answers.</summary>
/// <param name="Weights"><c>open</c>, <c>api-only</c> or <c>unknown</c>.</param>
/// <param name="SizeIsFromName">The size was read from the name.</param>
/// <param name="Leaderboards">Its rows, by dataset.</param>
/// <param name="RunsNotPublic">How many more runs of it were made on this site: private, waiting for approval, or declined.</param>
public sealed record ModelResponse(
    string Model,
    string ModelType,
    string? Developer,
    double? BillionParameters,
    bool SizeIsFromName,
    string Weights,
    string? Licence,
    string? BaseModel,
    bool IsSweep,
    IReadOnlyList<ModelPlaceResponse> Leaderboards,
    IReadOnlyList<ReportedScoresResponse> Published,
    IReadOnlyList<RunSummary> Runs,
    int RunsNotPublic)
{
    internal static ModelResponse From(ModelProfile profile) => new(
        profile.Model.Name,
        profile.Model.ModelType,
        profile.Facts.Developer,
        profile.Facts.BillionParameters,
        profile.Facts.SizeIsFromName,
        profile.Facts.Weights,
        profile.Facts.Licence,
        profile.Facts.BaseModel,
        profile.Model.IsSweep,
        [.. profile.Places.Select(place => new ModelPlaceResponse(place.Dataset, place.RankedModels, LeaderboardRowResponse.From(place.Row, place.Benchmark)))],
        [.. profile.Published.Select(ReportedScoresResponse.From)],
        [.. profile.Runs.Select(run => RunSummary.From(run.Run))],
        profile.HiddenRuns);
}

/// <summary>A model's row on one leaderboard.</summary>
public sealed record ModelPlaceResponse(string Dataset, int RankedModels, LeaderboardRowResponse Row);

/// <summary>A model's figures from one source; scores are fractions by subset or section.</summary>
public sealed record ReportedScoresResponse(string Benchmark, string Title, string? Url, string? RetrievedOn, IReadOnlyDictionary<string, double> Scores)
{
    internal static ReportedScoresResponse From(PublishedSet set) =>
        new(set.Benchmark, set.Title, set.Url, set.RetrievedOn, set.Figures.ToDictionary(figure => figure.Name, figure => figure.Score));
}
