using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Exchange.Published;
using RewardBench2.Storage;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Downstream;

/// <summary>Joined results made from files or by hand, without a database.</summary>
internal static class DownstreamOverviews
{
    /// <summary>The results that come with the project, joined to the published scores that come with it.</summary>
    public static async Task<DownstreamOverview> OfPaperAsync()
    {
        var set = Assert.Single(await DownstreamFile.ReadAsync(
            Path.Combine(RepositoryRoot.Path, "content", "downstream", "paper-table8.csv"), cancellationToken: TestContext.Current.CancellationToken));
        return Of(PublishedLeaderboard(), set.Source, [.. set.Results.Select(Row)]);
    }

    public static DownstreamOverview Of(RankedModels leaderboard, string title, IReadOnlyList<DownstreamRow> rows) =>
        DownstreamOverview.From(leaderboard, [Source(title, rows.Count)], rows);

    public static RankedModels Empty() => ToRankedModels("rewardbench-2", []);

    /// <summary>The published results that come with the project.</summary>
    public static RankedModels PublishedLeaderboard()
    {
        using var stream = File.OpenRead(Path.Combine(RepositoryRoot.Path, "content", "published", "rewardbench2.csv"));
        return ToRankedModels("rewardbench-2", [.. PublishedResults.Read(stream).Select(published => new LeaderboardRow
        {
            Model = published.Model,
            ModelType = published.ModelType,
            Provenance = Provenance.Published,
            IsSweep = published.IsSweep,
            Facts = ModelFacts.FromName(published.Model),
            Average = new Estimate(published.Average!.Value, published.Average - 0.02, published.Average + 0.02),
            Subsets = Subsets.All.ToDictionary(subset => subset, subset => new Estimate(published.Scores[subset.Name], published.Scores[subset.Name] - 0.03, published.Scores[subset.Name] + 0.03)),
        })]);
    }

    public static DownstreamRow Row(string model, double score, double average, string? group = null) => Row(new DownstreamResult
    {
        Model = model,
        Task = "MATH",
        Method = "ppo",
        Score = score,
        Group = group,
        BenchmarkScores = new Dictionary<string, double> { ["Average"] = average },
    });

    private static RankedModels ToRankedModels(string dataset, IReadOnlyList<LeaderboardRow> rows) =>
        new(dataset, BenchmarkCatalog.RewardBench2, Revision: 1, DateTimeOffset.UnixEpoch, [.. rows.Where(row => !row.IsSweep)], rows);

    private static DownstreamRow Row(DownstreamResult result) => new()
    {
        SourceId = 1,
        Model = result.Model,
        Task = result.Task,
        Method = result.Method,
        N = result.N,
        Score = result.Score,
        Policy = result.Policy,
        SourceGroup = result.Group,
        BaseModel = result.BaseModel,
        Settings = result.Settings,
        StatedScores = JsonSerializer.Serialize(result.BenchmarkScores),
    };

    private static DownstreamSource Source(string title, int results) => new()
    {
        SourceId = 1,
        Title = title,
        Url = null,
        Provenance = DownstreamProvenance.Published,
        IsReviewed = true,
        Revision = new string('0', 64),
        AddedAt = DateTimeOffset.UnixEpoch,
        Results = results,
    };
}
