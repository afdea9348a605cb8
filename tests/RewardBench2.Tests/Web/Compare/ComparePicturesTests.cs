using System.Globalization;
using Bunit;
using RewardBench2.Tests.Web.Leaderboard;
using RewardBench2.Web.Compare;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Compare;

public sealed class ComparePicturesTests : BunitContext
{
    [Fact]
    public void Every_subset_has_a_bar_of_every_model_with_its_interval_in_words()
    {
        var bars = Render<CompareBars>(parameters => parameters.Add(part => part.Comparison, Comparison()));

        Assert.Equal(["Average", "Factuality", "Precise IF", "Math", "Safety", "Focus", "Ties"], bars.FindAll("figcaption").Select(caption => caption.TextContent));
        Assert.Equal(
            ["alpha/one-8B: 90.0, 95 % interval 88.0 to 92.0", "beta/two-70B: 60.0, 95 % interval 58.0 to 62.0", "openai/gpt-4-x: 50.0, 95 % interval 48.0 to 52.0"],
            bars.FindAll("figure")[1].QuerySelectorAll(".unseen").Select(words => words.TextContent));
    }

    [Fact]
    public void A_model_that_was_not_scored_on_a_subset_has_no_bar_there()
    {
        var bars = Render<CompareBars>(parameters => parameters.Add(part => part.Comparison, Comparison()));

        var ties = bars.FindAll("figure")[6];
        Assert.Equal(2, ties.QuerySelectorAll(".track i").Length);
        Assert.Equal("openai/gpt-4-x: not scored", ties.QuerySelectorAll(".unseen")[2].TextContent);
    }

    [Fact]
    public void Differences_are_drawn_from_one_zero_in_the_middle()
    {
        var gaps = Render<CompareGaps>(parameters => parameters.Add(part => part.Comparison, Comparison()));

        var subsets = gaps.FindAll("figure")[0].QuerySelectorAll(".gap:not(.ends)");
        Assert.Equal(7, subsets.Length);
        Assert.Equal(["+30.0", "−40.0", "0.0"], subsets.Skip(1).Take(3).Select(gap => gap.QuerySelector(".figure")!.TextContent));
        Assert.True(At(subsets[1]) > 50);
        Assert.True(At(subsets[2]) < 50);
        Assert.Equal(50, At(subsets[3]));
    }

    private static double At(AngleSharp.Dom.IElement gap) =>
        double.Parse(gap.QuerySelector("b")!.GetAttribute("style")!["--at:".Length..], CultureInfo.InvariantCulture);

    private static Comparison Comparison()
    {
        IReadOnlyList<LeaderboardRow> rows = [.. Leaderboards.Three.Rows.OrderBy(row => row.Model, StringComparer.Ordinal)];
        return new Comparison(Leaderboards.Three, rows, [], [new ModelPair(rows[0], rows[1], null, null, [], []), new ModelPair(rows[0], rows[2], null, null, [], [])]);
    }
}
