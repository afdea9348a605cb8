using Bunit;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Web.Runs;

namespace RewardBench2.Tests.Web.Runs;

public sealed class JudgeAnswersTests : BunitContext
{
    private static readonly PositionBias Bias = new([new(60, 25.5, 25, 20), new(20, 24.5, 25, 10), new(10, 25, 25, 5), new(10, 25, 25, 5)], 100, 0.00001);

    [Fact]
    public void Failures_are_counted_by_subset_and_kind()
    {
        var part = Part(new JudgeAnswers([new("Math", 90, 4, 2, 1, 2, 1), new("Ties", 100, 0, 0, 0)], null, null));

        Assert.Equal(["100", "10", "4", "2", "1", "2", "1", "10.0"], part.FindAll("tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["200", "10", "4", "2", "1", "2", "1", "5.0"], part.FindAll("tbody tr")[2].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal("prompts?dataset=my%20set&a=r1&filter=parse-failures", part.Find("p a").GetAttribute("href"));
        Assert.DoesNotContain("Position bias", part.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_show_their_share_of_verdicts_beside_chance()
    {
        var part = Part(new JudgeAnswers([new("Math", 100, 0, 0, 0)], Bias, null));

        Assert.Equal(["60", "60.0", "25.5", "", "80.0 of 25"], part.FindAll("table")[1].QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent.AsShown()));
        Assert.Contains("p < 0.0001", part.Markup.AsShown().Replace("&lt;", "<", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_in_both_orders_it_says_how_often_the_verdict_followed_the_position()
    {
        var words = Part(new JudgeAnswers([new("Math", 200, 0, 0, 0)], Bias, new OrderAgreement(100, 60, 30))).FindAll("p")[1].TextContent.AsShown();

        Assert.Contains("on 100 prompts with two verdicts it chose the same completion in 60.0 %, followed the position instead in 30.0 % (30), and did neither in 10", words, StringComparison.Ordinal);
    }

    private IRenderedComponent<JudgeAnswersView> Part(JudgeAnswers answers) =>
        Render<JudgeAnswersView>(parameters => parameters.Add(part => part.Answers, answers).Add(part => part.Dataset, "my set").Add(part => part.RunId, "r1"));
}
