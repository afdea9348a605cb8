using RewardBench2.Web.Components;

namespace RewardBench2.Tests.Web.Components;

public sealed class ScoreMarkupTests
{
    [Fact]
    public void An_interval_says_in_words_what_it_draws()
    {
        var markup = ScoreMarkup.Interval(0.841, 0.812, 0.869).Value;
        Assert.Contains("aria-label=\"81.2 to 86.9\"", markup, StringComparison.Ordinal);
        Assert.Contains("--low:81.2;--high:86.9;--at:84.1", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_approximate_interval_says_so()
    {
        var markup = ScoreMarkup.Interval(0.5, 0.4, 0.6, isApproximate: true).Value;
        Assert.Contains("approximately 40.0 to 60.0", markup, StringComparison.Ordinal);
        Assert.Contains("interval approximate", markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0.1, 0.2)]
    [InlineData(0.1, null, 0.2)]
    [InlineData(0.1, 0.1, null)]
    public void Without_all_three_numbers_no_interval_is_drawn(double? score, double? low, double? high) =>
        Assert.Null(ScoreMarkup.Interval(score, low, high).Value);

    [Fact]
    public void An_interval_stays_inside_its_cell_and_never_has_no_width() =>
        Assert.Contains("--low:100;--high:100.1;--at:100", ScoreMarkup.Interval(1.01, 1.01, 1.01).Value, StringComparison.Ordinal);

    [Theory]
    [InlineData(1.0, "right", "right")]
    [InlineData(0.5, "shared", "shared by 2")]
    [InlineData(0.25, "shared", "shared by 4")]
    [InlineData(0.0, "wrong", "wrong")]
    [InlineData(null, "none", "not scored")]
    public void A_result_has_a_shape_and_a_word(double? result, string shape, string word) =>
        Assert.Equal($"<span class=\"result {shape}\">{word}</span>", ScoreMarkup.Result(result).Value);
}
