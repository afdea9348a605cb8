using Bunit;
using RewardBench2.Tests.Web.Leaderboard;
using RewardBench2.Web.Places;

namespace RewardBench2.Tests.Web.Places;

public sealed class PlaceTableTests : BunitContext
{
    [Fact]
    public void A_complete_row_shows_the_average_and_every_subset_with_its_rank_and_the_median()
    {
        var table = TableOf("alpha/one-8B");

        Assert.Equal(["Average", .. Subsets()], table.FindAll("tbody th").Select(subset => subset.TextContent));
        var math = table.FindAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "Math").QuerySelectorAll("td");
        Assert.Equal(["70.0", "68.0 to 72.0", "1", "70.0"], new[] { 0, 2, 3, 4 }.Select(cell => math[cell].TextContent));
        Assert.NotNull(math[1].QuerySelector(".dot"));
        Assert.NotNull(math[1].QuerySelector(".dot-whisker"));
        Assert.NotNull(math[1].QuerySelector(".dot-mark"));
    }

    [Fact]
    public void A_row_that_was_not_scored_everywhere_shows_what_was_scored()
    {
        var table = TableOf("openai/gpt-4-x");

        Assert.Equal(["Factuality", "Precise IF", "Math"], table.FindAll("tbody th").Select(subset => subset.TextContent));
        Assert.DoesNotContain("cannot be told", table.Markup, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Subsets() => RewardBench2.Benchmark.Subsets.All.Select(subset => subset.Name);

    private IRenderedComponent<PlaceTable> TableOf(string model)
    {
        var ranked = Leaderboards.Three;
        var row = ranked.Rows.Single(one => one.Model == model);
        return Render<PlaceTable>(parameters => parameters.Add(table => table.Place, ModelPlace.Of(row, "RewardBench 2", ranked)));
    }
}
