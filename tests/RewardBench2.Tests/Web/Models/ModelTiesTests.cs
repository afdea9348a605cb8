using System.Globalization;
using Bunit;
using RewardBench2.Benchmark;
using RewardBench2.Web.Models;

namespace RewardBench2.Tests.Web.Models;

public sealed class ModelTiesTests : BunitContext
{
    // Pair 0 earns every term; pair 1 loses its tied half; pair 2 is all alike.
    private static readonly TiesScore Score = RewardBench2.Benchmark.Ties.Score(
    [
        new ScoredPrompt("ref:0", Subsets.Ties, [5, 0]), new ScoredPrompt("tied:0", Subsets.Ties, [5, 4, 0], 2),
        new ScoredPrompt("ref:1", Subsets.Ties, [3, 1]), new ScoredPrompt("tied:1", Subsets.Ties, [3, 0, 2], 2),
        new ScoredPrompt("ref:2", Subsets.Ties, [1, 1]), new ScoredPrompt("tied:2", Subsets.Ties, [1, 1, 1], 2),
    ]);

    [Fact]
    public void Every_pair_is_drawn_and_leads_into_the_explorer()
    {
        var ties = Part();

        Assert.Equal(["prompts/my%20set/tied:0", "prompts/my%20set/tied:1", "prompts/my%20set/tied:2"], ties.FindAll("svg a").Select(link => link.GetAttribute("href")!).Order());
        Assert.Equal(3, ties.FindAll("svg circle.ref").Count);
        Assert.Equal(3, ties.FindAll("svg circle.tied").Count);
        Assert.Equal(6, ties.FindAll("details tbody a").Count);
    }

    [Fact]
    public void The_five_terms_add_up_to_the_score()
    {
        var rows = Part().FindAll(".ties table tbody tr");
        double[] adds = [.. rows.Select(row => double.Parse(row.QuerySelectorAll("td")[2].TextContent, CultureInfo.InvariantCulture))];

        Assert.Equal(6, adds.Length);
        Assert.Equal(100 * Score.Score, adds[..5].Sum(), tolerance: 0.02);
        Assert.Equal(100 * Score.Score, adds[5], tolerance: 0.005);
    }

    private IRenderedComponent<ModelTies> Part() =>
        Render<ModelTies>(parameters => parameters.Add(part => part.Ties, Score).Add(part => part.Dataset, "my set"));
}
