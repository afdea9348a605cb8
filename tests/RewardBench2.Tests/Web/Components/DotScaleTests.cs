using RewardBench2.Web.Components.Charts;

namespace RewardBench2.Tests.Web.Components;

public sealed class DotScaleTests
{
    [Theory]
    [InlineData(0.612, 0.648, 0.61, 0.65, 0.01)]
    [InlineData(0.25, 0.85, 0.2, 0.9, 0.2)]
    [InlineData(-0.01, 0.85, -0.2, 1, 0.2)]
    [InlineData(0.6, 0.6, 0.6, 0.61, 0.01)]
    public void A_scale_holds_its_values_between_ticks_of_a_round_step(double lowest, double highest, double low, double high, double step)
    {
        var scale = DotScale.Of([highest, lowest]);

        Assert.Equal(step, scale.Step);
        Assert.InRange(scale.Low, low - 1e-9, lowest + 1e-9);
        Assert.InRange(scale.High, highest - 1e-9, high + 0.2);
        Assert.InRange(scale.Ticks.Count, 2, 7);
        Assert.Equal(scale.High, scale.Ticks[^1], 1e-9);
    }

    [Fact]
    public void Without_values_it_goes_from_nothing_to_all() => Assert.Equal((0, 1), (DotScale.Of([double.NaN]).Low, DotScale.Of([]).High));

    [Fact]
    public void A_dot_stands_where_its_score_is_between_the_ends_of_its_interval()
    {
        var cell = new DotScale(0.5, 0.7, 0.1).Cell(0.6, 0.55, 0.65, isApproximate: true, mark: 0.5).Value;

        Assert.Contains("class=\"dot\" style=\"--at:50\"", cell, StringComparison.Ordinal);
        Assert.Contains("dot-whisker approximate\" style=\"--from:25;--to:75\"", cell, StringComparison.Ordinal);
        Assert.Contains("dot-mark\" style=\"--at:0\"", cell, StringComparison.Ordinal);
        Assert.DoesNotContain("<i", new DotScale(0, 1, 0.2).Cell(null, null, null).Value, StringComparison.Ordinal);
    }
}
