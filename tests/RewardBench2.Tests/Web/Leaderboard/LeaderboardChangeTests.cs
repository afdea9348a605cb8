using RewardBench2.Benchmark;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class LeaderboardChangeTests
{
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];

    [Fact]
    public void A_row_that_only_moved_because_of_another_did_not_change()
    {
        var before = Leaderboards.Of(Leaderboards.Row("a/one", Scores), Leaderboards.Row("a/two", 0.1, 0.1, 0.1, 0.1, 0.1, 0.1));
        var after = Leaderboards.Of(Leaderboards.Row("a/one", Scores), Leaderboards.Row("a/two", 1, 1, 1, 1, 1, 1));
        Assert.Equal("1 row changed", LeaderboardChange.Between(before.Rows, after.Rows).ToString());
    }

    [Fact]
    public void Rows_that_came_changed_and_went_are_counted_apart()
    {
        var before = Leaderboards.Of(Leaderboards.Row("a/same", Scores), Leaderboards.Row("a/gone", Scores), Leaderboards.Row("a/typed", Scores));
        var after = Leaderboards.Of(Leaderboards.Row("a/same", Scores), Leaderboards.Row("a/typed", Scores) with { ModelType = ModelType.Dpo }, Leaderboards.Row("a/new", Scores), Leaderboards.Row("a/newer", Scores));
        Assert.Equal("2 rows added, 1 changed, 1 gone", LeaderboardChange.Between(before.Rows, after.Rows).ToString());
    }

    [Fact]
    public void The_same_results_read_anew_are_no_change() =>
        Assert.True(LeaderboardChange.Between(Leaderboards.Of(Leaderboards.Row("a/one", Scores)).Rows, Leaderboards.Of(Leaderboards.Row("a/one", Scores)).Rows).IsNone);

    [Fact]
    public void A_second_run_of_a_model_changes_its_row()
    {
        var before = Leaderboards.Row("a/one", Scores) with { Provenance = "run", RunId = "r1", RunsMade = 1 };
        Assert.Equal("1 row changed", LeaderboardChange.Between([before], [before with { RunId = "r2", RunsMade = 2 }]).ToString());
    }
}
