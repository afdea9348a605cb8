using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

/// <summary>A run watched in a browser whose line breaks.</summary>
[Collection(BrowserTests.Name)]
public sealed class LivePageTests(Chromium chromium)
{
    private static readonly Dictionary<string, string> Settings = new() { ["Evaluation:AllowPrivateEndpoints"] = "true" };

    [Fact]
    public async Task A_page_that_lost_its_line_catches_up_by_itself_without_being_loaded_again()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 200);
        await using var site = new SiteUnderTest(Settings);
        var address = site.Start();
        using var relay = new Relay(address);
        using var client = new HttpClient { BaseAddress = address };
        var script = new SiteScript(client);
        var (runId, _) = await script.SubmitAsync(server.Submission("acme/watched"));
        await server.Holds;

        await using var visitor = await chromium.OpenAsync(Screen.Desk, relay.Address);
        await visitor.GoAsync($"/runs/{runId}");
        await visitor.Page.EvaluateAsync("() => { window.isTheSamePage = true; }");
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Progress" }).GetByText("running")).ToBeVisibleAsync();

        relay.Cut();
        await Expect(visitor.Page.GetByText("Connection to the server lost, trying again.")).ToBeVisibleAsync();
        server.Release();
        await script.UntilAsync(runId, "finished");
        relay.Mend();

        await Expect(visitor.Page.GetByText("180 of 180 prompts scored")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.isTheSamePage === true"));
    }

    [Fact]
    public async Task The_browsers_title_counts_along()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 300);
        await using var site = new SiteUnderTest(Settings);
        using var client = new HttpClient { BaseAddress = site.Start() };
        var (runId, _) = await new SiteScript(client).SubmitAsync(server.Submission("acme/titled"));
        await server.Holds;

        await using var visitor = await chromium.OpenAsync(Screen.Desk, client.BaseAddress);
        await visitor.GoAsync($"/runs/{runId}");
        await Expect(visitor.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\d+ % · acme/titled"));
        server.Release();
        await Expect(visitor.Page).ToHaveTitleAsync("acme/titled · RewardBench 2");
        Assert.Empty(visitor.Complaints);
    }
}
