using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Api;

/// <summary>The leaderboard as JSON and CSV: the twins of the page at <c>/</c>, by the same names in the address.</summary>
internal static class LeaderboardApi
{
    public static void MapLeaderboardApi(this RouteGroupBuilder api)
    {
        var leaderboard = api.MapGroup(string.Empty).WithTags("Leaderboard");
        leaderboard.MapGet("/leaderboard", ReadAsync)
            .WithSummary("The leaderboard")
            .WithDescription("Scores are fractions; Ties may be -0.01 to 1.01. low and high are 95 % intervals. search takes words and field:value; sort takes columns such as Ties or Ties:asc,model.");
        foreach (var (name, file) in LeaderboardFile.Formats)
        {
            leaderboard.MapGet($"/leaderboard.{file.Extension}", (HttpRequest request, LeaderboardCache leaderboards, DatasetTable datasets, TimeProvider clock, CancellationToken cancellationToken) =>
                    DownloadAsync(file, request, leaderboards, datasets, clock, cancellationToken))
                .WithSummary($"The leaderboard as a file ({name})")
                .WithDescription("Takes every parameter of the page.");
        }
    }

    private static async Task<Results<Ok<LeaderboardResponse>, ProblemHttpResult>> ReadAsync(
        HttpRequest request,
        LeaderboardCache leaderboards,
        DatasetTable datasets,
        CancellationToken cancellationToken,
        string? dataset = null,
        string? search = null,
        string? type = null,
        string? sort = null,
        bool? descending = null,
        bool sweeps = false)
    {
        var (view, refused) = await ViewAsync(request, leaderboards, datasets, cancellationToken);
        return refused is not null ? refused : TypedResults.Ok(LeaderboardResponse.From(view!));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DownloadAsync(
        LeaderboardFile file, HttpRequest request, LeaderboardCache leaderboards, DatasetTable datasets, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (view, refused) = await ViewAsync(request, leaderboards, datasets, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        using var content = new MemoryStream();
        var site = new Uri($"{request.Scheme}://{request.Host}");
        await file.WriteAsync(content, new LeaderboardFile.Content(view!.Query.Dataset, view.Leaderboard.Benchmark, view.Rows, site, clock.GetUtcNow()), cancellationToken);
        return TypedResults.File(content.ToArray(), file.ContentType, $"leaderboard-{view.Query.Dataset}.{file.Extension}");
    }

    private static async Task<(LeaderboardView? View, ProblemHttpResult? Refused)> ViewAsync(
        HttpRequest request, LeaderboardCache leaderboards, DatasetTable datasets, CancellationToken cancellationToken)
    {
        var address = request.QueryString.Value ?? string.Empty;
        var name = LeaderboardAddress.DatasetIn(address);
        var dataset = await datasets.FindAsync(name, cancellationToken);
        var benchmark = dataset is null ? BenchmarkCatalog.Find(name) : dataset.Benchmark;
        if (benchmark is null)
        {
            return (null, Problems.NotFound(dataset is null
                ? $"There is no dataset '{name}' here."
                : $"The dataset '{name}' is a set of candidates, which has no leaderboard."));
        }

        var columns = LeaderboardColumns.Of(benchmark);
        var type = request.Query["type"].ToString();
        if (type.Length > 0 && ModelType.Parse(type) is null)
        {
            return (null, Problems.BadRequest($"'{type}' is not a model type. Choose one of {string.Join(", ", ModelType.All)}."));
        }

        var sort = request.Query["sort"].ToString();
        if (SortTerm.Parse(sort, columns) is null)
        {
            return (null, Problems.BadRequest($"Nothing can be sorted by '{sort}'. Choose among model, {string.Join(", ", columns.Optional.Select(column => column.Key))}, with :asc or :desc."));
        }

        var query = LeaderboardAddress.Parse(address, benchmark);
        var view = query.Apply(await leaderboards.ReadAsync(query.Dataset, cancellationToken));
        return view.Problem is { } problem ? (null, Problems.BadRequest(problem)) : (view, null);
    }
}

/// <summary>What <c>GET /leaderboard</c> answers.</summary>
/// <param name="Benchmark">What the dataset is of, by name.</param>
public sealed record LeaderboardResponse(string Dataset, string Benchmark, IReadOnlyList<LeaderboardRowResponse> Rows)
{
    internal static LeaderboardResponse From(LeaderboardView view) => new(view.Query.Dataset, view.Leaderboard.Benchmark.Name, [.. view.Rows.Select(row => LeaderboardRowResponse.From(row, view.Leaderboard.Benchmark))]);
}

/// <summary>One row of the leaderboard in the API.</summary>
/// <param name="Further">Scores of sections and further measures by name; empty where the benchmark has none.</param>
public sealed record LeaderboardRowResponse(
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
    IReadOnlyDictionary<string, Estimate> Subsets,
    IReadOnlyDictionary<string, Estimate> Further)
{
    internal static LeaderboardRowResponse From(LeaderboardRow row, BenchmarkDefinition benchmark) => new(
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
        benchmark.Subsets
            .Where(row.Subsets.ContainsKey)
            .ToDictionary(subset => subset.Name, subset => row.Subsets[subset]),
        row.Further);
}
