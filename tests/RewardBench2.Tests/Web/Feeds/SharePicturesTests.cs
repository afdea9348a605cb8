using RewardBench2.Storage;
using RewardBench2.Tests.Storage;
using RewardBench2.Tests.Web.Leaderboard;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Feeds;

namespace RewardBench2.Tests.Web.Feeds;

public sealed class SharePicturesTests
{
    [Fact]
    public async Task A_picture_is_drawn_once_and_names_of_no_model_share_one()
    {
        await using var test = await TestDatabase.SqliteAsync();
        var pictures = new SharePictures(new RevisionClock(new Revision(test.Database), TimeProvider.System));

        var one = await ReadAsync("alpha/one-8B");
        Assert.Same(one, await ReadAsync("ALPHA/one-8b"));
        Assert.NotSame(one, await ReadAsync(null));
        Assert.Same(await ReadAsync(null), await ReadAsync("no/such-model-1"));
        Assert.Same(await ReadAsync(null), await ReadAsync("no/such-model-2"));

        Task<byte[]> ReadAsync(string? model) => pictures.ReadAsync([Leaderboards.Three], model, TestContext.Current.CancellationToken);
    }
}
