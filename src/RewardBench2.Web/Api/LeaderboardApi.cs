using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Benchmark;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Api;

/// <summary>The leaderboard as JSON: the twin of the page at <c>/</c>.</summary>
internal static class LeaderboardApi
{
    public static void MapLeaderboardApi(this RouteGroupBuilder api) =>
        api.MapGet("/leaderboard", ReadAsync)
            .WithTags("Leaderboard")
            .WithSummary("The leaderboard")
            .WithDescription("Scores are fractions; Ties may be -0.01 to 1.01. low and high are 95 % intervals.");

    private static async Task<Results<Ok<LeaderboardAnswer>, ProblemHttpResult>> ReadAsync(
        BoardCache boards,
        DatasetTable datasets,
        CancellationToken cancellationToken,
        string? dataset = null,
        string? search = null,
        string? type = null,
        string? sort = null,
        bool? descending = null,
        bool sweeps = false)
    {
        if (type is not null && ModelType.Parse(type) is null)
        {
            return Problems.BadRequest($"'{type}' is no model type. Choose one of {string.Join(", ", ModelType.All)}.");
        }

        if (sort is not null && !LeaderboardQuery.IsColumn(sort))
        {
            return Problems.BadRequest($"Nothing can be sorted by '{sort}'. Choose average, model or a subset's name.");
        }

        var query = new LeaderboardQuery
        {
            Dataset = dataset ?? LeaderboardQuery.DefaultDataset,
            Search = search,
            Type = type,
            Sort = sort ?? "average",
            Descending = descending ?? true,
            Sweeps = sweeps,
        };
        if (query.Dataset != LeaderboardQuery.DefaultDataset && await datasets.FindAsync(query.Dataset, cancellationToken) is null)
        {
            return Problems.NotFound($"There is no dataset '{query.Dataset}' here.");
        }

        var board = await boards.ReadAsync(query.Dataset, cancellationToken);
        return TypedResults.Ok(new LeaderboardAnswer(query.Dataset, [.. query.Apply(board).Select(LeaderboardAnswerRow.Of)]));
    }
}

/// <summary>What <c>GET /leaderboard</c> answers.</summary>
public sealed record LeaderboardAnswer(string Dataset, IReadOnlyList<LeaderboardAnswerRow> Rows);

/// <summary>One row of the leaderboard in the API.</summary>
public sealed record LeaderboardAnswerRow(
    int? Rank,
    int? RankLow,
    int? RankHigh,
    string Model,
    string ModelType,
    string Provenance,
    string? RunId,
    string? Source,
    int RunsMade,
    Estimate? Average,
    IReadOnlyDictionary<string, Estimate> Subsets)
{
    internal static LeaderboardAnswerRow Of(LeaderboardRow row) => new(
        row.Rank,
        row.RankLow,
        row.RankHigh,
        row.Model,
        row.ModelType,
        row.Provenance,
        row.RunId,
        row.Source,
        row.RunsMade,
        row.Average,
        Benchmark.Subsets.All
            .Where(row.Subsets.ContainsKey)
            .ToDictionary(subset => subset.Name(), subset => row.Subsets[subset]));
}
