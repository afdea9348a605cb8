using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Paper;
using RewardBench2.Storage;
using RewardBench2.Tests.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Paper;
using RewardBench2.Web.Pictures;

namespace RewardBench2.Tests.Web.Paper;

public sealed class PaperTests
{
    [Fact]
    public async Task Every_figure_of_tables_3_4_5_and_7_comes_out_of_the_published_results()
    {
        await using var test = await TestDatabase.SqliteAsync();
        var (leaderboards, revision) = await PublishedAsync(test.Database);

        var tables = await new PaperReader(leaderboards, PaperTables.ReadShipped(), revision).ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("175 126 49 105", string.Join(' ', tables.Select(table => table.Figures)));
        Assert.All(tables, table => Assert.Equal(table.Figures, table.Reproduced));
    }

    [Fact]
    public async Task Fifteen_scores_of_table_8_are_averages_of_published_results_and_two_are_a_tenth_off()
    {
        await using var test = await TestDatabase.SqliteAsync();
        var (leaderboards, revision) = await PublishedAsync(test.Database);

        var scores = await new PaperReader(leaderboards, PaperTables.ReadShipped(), revision).ReadScoresAsync(TestContext.Current.CancellationToken);

        Assert.Equal(17, scores.Count);
        Assert.Equal([(59.9m, 60.0m), (72.9m, 72.8m)], scores.Where(score => !score.IsReproduced).Select(score => (score.Theirs, score.Ours)));
        Assert.Contains("allenai/Llama-3.1-8B-Instruct-RM-RB2", scores[12].Models);
        Assert.Equal("allenai/open_instruct_dev-rm_3e-6_1_100pctflipped__1__1744242103", Assert.Single(scores[11].Models));
    }

    [Fact]
    public async Task Time_is_drawn_for_models_whose_name_states_a_day()
    {
        await using var test = await TestDatabase.SqliteAsync();
        var (leaderboards, _) = await PublishedAsync(test.Database);
        var data = PictureData.Compute(await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, TestContext.Current.CancellationToken), sweeps: true);

        Assert.Contains(new TimePoint("openai/gpt-4o-2024-08-06", null, new DateOnly(2024, 8, 6), data.Times.Single(point => point.Model == "openai/gpt-4o-2024-08-06").Average), data.Times);
        Assert.Equal(11, data.Times.Count);
        Assert.StartsWith("model,run_id,day,average\r\nanthropic/claude-3-opus-20240229,,2024-02-29,", PictureCsv.Write(data, "time"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_48_models_on_both_versions_score_24_6_points_lower_on_the_second()
    {
        await using var test = await TestDatabase.SqliteAsync();
        var (leaderboards, _) = await PublishedAsync(test.Database);
        var leaderboard = await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, TestContext.Current.CancellationToken);

        var gap = VersionGap.Compute(leaderboard);
        var picture = PictureData.Compute(leaderboard, sweeps: false);

        Assert.Equal(73, leaderboard.Rows.Count);
        Assert.Equal(197, leaderboard.RowsWithSweeps.Count);
        Assert.Equal(48, gap.Models.Count);
        Assert.Equal("−24.6", Numbers.Points(gap.Mean));
        Assert.Equal(gap.Models.Count, picture.Versions.Count);
        Assert.Equal(gap.Mean!.Value, picture.Versions.Average(point => point.Y - point.X), precision: 12);
    }

    private static async Task<(LeaderboardCache Leaderboards, RevisionClock Revision)> PublishedAsync(Database database)
    {
        var published = new ReportedScoreTable(database);
        await new PublishedSeeding(published).SeedAsync(TestContext.Current.CancellationToken);
        var revision = new RevisionClock(new Revision(database), TimeProvider.System);
        return (new LeaderboardCache(
            new LeaderboardTable(database), new DatasetTable(database), published, new ModelTable(database), revision, TimeProvider.System), revision);
    }
}
