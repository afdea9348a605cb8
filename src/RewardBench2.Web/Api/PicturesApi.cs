using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Pictures;

namespace RewardBench2.Web.Api;

/// <summary>The figures behind the pictures.</summary>
internal static class PicturesApi
{
    public static void MapPicturesApi(this RouteGroupBuilder api) =>
        api.MapGet("/pictures/{name}.csv", ReadAsync).WithTags("Leaderboard").WithSummary("The figures behind a picture, as CSV; scores are fractions");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadAsync(
        string name, LeaderboardCache leaderboards, CancellationToken cancellationToken, bool sweeps = false)
    {
        var data = PictureData.Compute(await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, cancellationToken), sweeps);
        return PictureCsv.Write(data, name) is { } csv
            ? TypedResults.Text(csv, "text/csv; charset=utf-8")
            : Problems.NotFound($"There is no picture '{name}'. Choose one of {string.Join(", ", PictureCsv.Names)}.");
    }
}
