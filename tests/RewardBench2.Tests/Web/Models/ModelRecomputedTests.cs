using Bunit;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;
using RewardBench2.Tests.Web.Leaderboard;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Models;
using RewardBench2.Web.Places;

namespace RewardBench2.Tests.Web.Models;

public sealed class ModelRecomputedTests : BunitContext
{
    private static readonly LeaderboardRow Reported = Leaderboards.Row("a/b", 0.8463, 0.6625, 0.7760, 0.9667, 0.9838, 0.8124) with { Source = "Ai2" };

    [Fact]
    public void Figures_that_differ_are_shown_beside_each_other_and_others_are_not()
    {
        var part = Part(Leaderboards.Row("a/b", 0.8463, 0.5, 0.77596, 0.9667, 0.9838, 0.8124));

        Assert.Equal(["Average", "Precise IF"], part.FindAll("tbody th").Select(subset => subset.TextContent));
        Assert.Equal(["66.25", "50.00", "−16.3"], part.FindAll("tbody tr")[1].QuerySelectorAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Figures_that_are_the_same_to_the_last_digit_stated_are_said_to_agree()
    {
        var part = Part(Leaderboards.Row("a/b", 0.84631, 0.6625, 0.77596, 0.9667, 0.98384, 0.8124));

        Assert.Empty(part.FindAll("table"));
        Assert.Contains("to the last digit stated", part.Find("p").TextContent.AsShown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_both_there_is_nothing_to_say() =>
        Assert.Empty(Render<ModelRecomputed>(parameters => parameters.Add(part => part.Places, [Place(Reported)])).FindAll("section"));

    private IRenderedComponent<ModelRecomputed> Part(LeaderboardRow recomputed) => Render<ModelRecomputed>(parameters => parameters.Add(
        part => part.Places, [Place(Reported), Place(recomputed with { RunId = "r1", Provenance = Provenance.Uploaded })]));

    private static ModelPlace Place(LeaderboardRow row) => new("rewardbench-2", BenchmarkCatalog.RewardBench2, "RewardBench 2", 1, row, [row]);
}
