using RewardBench2.Tests.Web.Leaderboard;
using RewardBench2.Web.Feeds;

namespace RewardBench2.Tests.Web.Feeds;

public sealed class FeedTests
{
    [Fact]
    public void The_picture_of_a_shared_link_is_a_png_of_the_size_it_says()
    {
        var png = SharePicture.Draw([Leaderboards.Three], "alpha/one-8B");
        Assert.Equal("89504E47", Convert.ToHexString(png, 0, 4));
        Assert.Equal(SharePicture.Width, (png[18] << 8) | png[19]);
        Assert.Equal(SharePicture.Height, (png[22] << 8) | png[23]);
    }

    [Fact]
    public void A_model_of_another_leaderboard_has_its_own_picture()
    {
        var starter = Leaderboards.Of(Leaderboards.Row("me/mine", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6));

        Assert.Equal(SharePicture.Draw([starter], "me/mine"), SharePicture.Draw([Leaderboards.Three, starter], "me/mine"));
        Assert.Equal(SharePicture.Draw([Leaderboards.Three], null), SharePicture.Draw([Leaderboards.Three, starter], "nobody"));
    }

    [Fact]
    public void A_feed_lists_runs_by_the_newest_and_escapes_their_names()
    {
        var run = Leaderboards.Row("<b>/x", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5) with { RunId = "r1", FinishedAt = DateTimeOffset.UnixEpoch.AddDays(1) };
        var newer = run with { Model = "newer", RunId = "r2", FinishedAt = DateTimeOffset.UnixEpoch.AddDays(2) };
        var feed = AtomFeed.From(new Uri("http://127.0.0.1/"), [Leaderboards.Of(run, newer)], DateTimeOffset.UnixEpoch).ToString();
        Assert.True(feed.IndexOf("/runs/r2", StringComparison.Ordinal) < feed.IndexOf("/runs/r1", StringComparison.Ordinal));
        Assert.Contains("&lt;b&gt;/x", feed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/models/org/name", true)]
    [InlineData("/submit", false)]
    [InlineData("/runs/abc", false)]
    [InlineData("/api/v1/leaderboard", false)]
    public void Only_what_is_the_same_for_all_is_kept(string path, bool isPublic) => Assert.Equal(isPublic, PageCache.IsPublic(path));
}
