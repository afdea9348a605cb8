using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using RewardBench2.Web.Components;
using RewardBench2.Web.Components.Charts;

namespace RewardBench2.Tests.Web.Components;

public sealed class PartsTests : IAsyncDisposable
{
    private readonly BunitContext _context = new();

    public PartsTests()
    {
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void Loading_and_empty_are_announced_as_status_and_an_error_as_alert()
    {
        Assert.Equal("Loading prompts", _context.Render<Loading>(parameters => parameters.Add(loading => loading.Text, "Loading prompts")).Find("[role=status]").TextContent);
        Assert.Equal("No model matches", _context.Render<EmptyState>(parameters => parameters.Add(empty => empty.Title, "No model matches")).Find("[role=status] h2").TextContent);
        Assert.Equal("Not read", _context.Render<ErrorState>(parameters => parameters.Add(error => error.Title, "Not read")).Find("[role=alert] h2").TextContent);
    }

    [Fact]
    public async Task An_error_can_be_tried_again()
    {
        var tries = 0;
        var error = _context.Render<ErrorState>(parameters => parameters.Add(state => state.Title, "Not read").Add(state => state.OnRetry, () => tries++));
        await error.Find("button").ClickAsync(new());
        Assert.Equal(1, tries);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var block = _context.Render<TextBlock>(parameters => parameters.Add(text => text.Text, "<script>alert(1)</script>\u202Eabc"));
        Assert.Empty(block.FindAll("script"));
        Assert.Equal("auto", block.Find(".text-block").GetAttribute("dir"));
    }

    [Fact]
    public void Long_text_is_folded_and_says_how_long_it_is()
    {
        var block = _context.Render<TextBlock>(parameters => parameters.Add(text => text.Text, new string('a', 12_345)));
        Assert.Equal("Show all 12,345 characters", block.Find("button").TextContent);
        Assert.Empty(_context.Render<TextBlock>(parameters => parameters.Add(text => text.Text, "short")).FindAll("button"));
    }

    [Fact]
    public void A_chart_sends_its_series_once_and_again_only_when_they_change()
    {
        var script = _context.JSInterop.SetupModule(_ => true);
        script.Mode = JSRuntimeMode.Loose;
        var chart = _context.Render<ApexChart>(parameters => parameters
            .Add(one => one.Title, "Scores")
            .Add(one => one.Label, "Scores of one model")
            .AddChildContent(Series([0.5, 0.75])));

        using var spec = JsonDocument.Parse((string)script.Invocations["draw"].Single().Arguments[1]!);
        var data = spec.RootElement.GetProperty("series")[0].GetProperty("data");
        Assert.Equal([0.5, 0.75], data.EnumerateArray().Select(point => point.GetProperty("y").GetDouble()));

        chart.Render();
        Assert.Single(script.Invocations["draw"]);

        chart.Render(parameters => parameters.Add(one => one.Height, 400));
        Assert.Equal(2, script.Invocations["draw"].Count);
    }

    [Fact]
    public void A_chart_says_in_words_what_it_shows_and_offers_the_table()
    {
        var chart = _context.Render<ApexChart>(parameters => parameters
            .Add(one => one.Title, "Scores")
            .Add(one => one.Label, "Scores of one model")
            .Add(one => one.Table, "<table></table>"));
        Assert.Equal("Scores of one model", chart.Find("[role=img]").GetAttribute("aria-label"));
        Assert.NotNull(chart.Find("details table"));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static RenderFragment Series(double[] values) => builder =>
    {
        builder.OpenComponent<ApexPointSeries<double>>(0);
        builder.AddComponentParameter(1, nameof(ApexPointSeries<double>.Items), values);
        builder.AddComponentParameter(2, nameof(ApexPointSeries<double>.Name), "one");
        builder.AddComponentParameter(3, nameof(ApexPointSeries<double>.XValue), (Func<double, object>)(value => value));
        builder.AddComponentParameter(4, nameof(ApexPointSeries<double>.YValue), (Func<double, double?>)(value => value));
        builder.CloseComponent();
    };
}
