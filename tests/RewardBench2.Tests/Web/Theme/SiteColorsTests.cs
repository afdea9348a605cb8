using RewardBench2.Web.Theme;

namespace RewardBench2.Tests.Web.Theme;

public sealed class SiteColorsTests
{
    public static TheoryData<string> Appearances { get; } = ["light", "dark"];

    [Theory]
    [MemberData(nameof(Appearances))]
    public void Text_is_readable_on_every_background(string appearance)
    {
        var colors = Of(appearance);
        string[] texts = [colors.Ink, colors.InkSoft, colors.Accent, colors.Right, colors.Wrong, colors.Caution];
        string[] backgrounds = [colors.Page, colors.Surface, colors.Raised];
        Assert.All(from text in texts from background in backgrounds select (text, background), pair =>
            Assert.InRange(Contrast.Between(pair.text, pair.background), 4.5, 21));
        Assert.InRange(Contrast.Between(colors.OnAccent, colors.Accent), 4.5, 21);
    }

    [Theory]
    [MemberData(nameof(Appearances))]
    public void Figures_are_readable_on_every_step_of_the_score_scale(string appearance)
    {
        var colors = Of(appearance);
        Assert.Equal(Heat.Steps + 1, colors.HeatScale.Count);
        Assert.All(colors.HeatScale, step => Assert.InRange(Contrast.Between(colors.OnHeat, step), 4.5, 21));
    }

    [Theory]
    [MemberData(nameof(Appearances))]
    public void The_score_scale_is_ordered_by_lightness_alone_and_so_survives_colour_blindness(string appearance)
    {
        var colors = Of(appearance);
        var page = Contrast.Luminance(colors.Page);
        var distances = colors.HeatScale.Skip(1).Select(step => Math.Abs(Contrast.Luminance(step) - page)).ToList();
        Assert.Equal(distances.Order(), distances);
        Assert.Equal(distances.Distinct().Count(), distances.Count);
    }

    [Theory]
    [MemberData(nameof(Appearances))]
    public void Series_and_edges_stand_out_from_the_surface(string appearance)
    {
        var colors = Of(appearance);
        Assert.All([.. colors.Series, colors.Edge], color => Assert.InRange(Contrast.Between(color, colors.Surface), 3, 21));
    }

    [Theory]
    [MemberData(nameof(Appearances))]
    public void The_first_four_series_differ_for_red_green_blind_readers(string appearance)
    {
        var seen = Of(appearance).Series.Take(4).Select(Deuteranope).ToList();
        var pairs = from i in Enumerable.Range(0, seen.Count) from j in Enumerable.Range(i + 1, seen.Count - i - 1) select Distance(seen[i], seen[j]);
        Assert.All(pairs, distance => Assert.InRange(distance, 0.08, 2));
    }

    [Theory]
    [InlineData(null, "heat-none")]
    [InlineData(double.NaN, "heat-none")]
    [InlineData(-0.01, "heat-0")]
    [InlineData(0.25, "heat-0")]
    [InlineData(0.625, "heat-10")]
    [InlineData(1.0, "heat-20")]
    [InlineData(1.01, "heat-20")]
    public void A_score_has_the_same_colour_in_every_table(double? score, string expected) => Assert.Equal(expected, Heat.Class(score));

    [Fact]
    public async Task The_stylesheet_holds_both_appearances_and_one_address_per_content()
    {
        var stylesheet = new ThemeStylesheet();
        var css = await stylesheet.ReadAsync();
        Assert.Contains($"--page:{SiteColors.Light.Page}", css, StringComparison.Ordinal);
        Assert.Contains($"--page:{SiteColors.Dark.Page}", css, StringComparison.Ordinal);
        Assert.Contains("--mud-palette-primary", css, StringComparison.Ordinal);
        Assert.DoesNotContain("<", css, StringComparison.Ordinal);
        Assert.Equal(await new ThemeStylesheet().AddressAsync(), await stylesheet.AddressAsync());
    }

    private static SiteColors Of(string appearance) => appearance is "dark" ? SiteColors.Dark : SiteColors.Light;

    // Deuteranopia at full severity: Machado, Oliveira and Fernandes 2009, table 1.
    private static double[] Deuteranope(string color)
    {
        var (red, green, blue) = Contrast.Linear(color);
        return
        [
            Encode((0.367322 * red) + (0.860646 * green) - (0.227968 * blue)),
            Encode((0.280085 * red) + (0.672501 * green) + (0.047413 * blue)),
            Encode((-0.011820 * red) + (0.042940 * green) + (0.968881 * blue)),
        ];
    }

    private static double Encode(double light) => Math.Pow(Math.Clamp(light, 0, 1), 1 / 2.2);

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
