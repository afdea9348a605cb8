using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

[Collection(BrowserTests.Name)]
public sealed class PartsTests(Chromium chromium)
{
    [Fact]
    public async Task A_long_table_is_whole_without_a_circuit_and_follows_the_scrolling_with_one()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.Page.GotoAsync("/about"); // starts the site
        var html = await (await visitor.Context.APIRequest.GetAsync("/about/design")).TextAsync();
        Assert.Contains("aria-rowindex=\"1001\"", html, StringComparison.Ordinal);

        await visitor.GoAsync("/about/design");
        var table = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "A thousand rows" });
        await table.ScrollIntoViewIfNeededAsync();
        Assert.Equal(60, await table.Locator("tbody tr[aria-rowindex]").CountAsync());
        var height = await table.EvaluateAsync<int>("frame => frame.scrollHeight");

        await table.EvaluateAsync("frame => frame.scrollTop = 500 * 34");
        await Expect(table.Locator("tr[aria-rowindex='502']")).ToBeInViewportAsync();
        Assert.Equal(60, await table.Locator("tbody tr[aria-rowindex]").CountAsync());
        Assert.Equal(height, await table.EvaluateAsync<int>("frame => frame.scrollHeight"));

        await table.EvaluateAsync("frame => frame.scrollTop = frame.scrollHeight");
        await Expect(table.Locator("tr[aria-rowindex='1001']")).ToBeInViewportAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_reader_who_has_scrolled_before_the_circuit_takes_over_stays_where_they_are()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        var mayStart = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await mayStart.Task;
            await route.ContinueAsync();
        });
        await visitor.Page.GotoAsync("/about/design");
        var table = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "A thousand rows" });
        await table.ScrollIntoViewIfNeededAsync();
        await table.EvaluateAsync("frame => frame.scrollTop = 700 * 34");

        mayStart.SetResult();
        await visitor.Page.Locator("main[data-live=yes]").WaitForAsync();
        await Expect(table.Locator("tr[aria-rowindex='703']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Charts_are_drawn_in_the_colours_of_the_theme_and_drawn_anew_when_it_changes()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/about/design");
        var background = visitor.Page.Locator(".chart svg.apexcharts-svg").First;
        await Expect(background).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Switch to the dark theme" }).ClickAsync();
        await Expect(visitor.Page.Locator(".chart svg.apexcharts-svg").First).ToHaveCSSAsync("background-color", "rgb(27, 31, 37)");
        await Expect(visitor.Page.Locator(".chart svg.apexcharts-svg")).ToHaveCountAsync(4);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_chart_is_saved_as_a_picture()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/about/design");
        await Expect(visitor.Page.Locator(".chart svg.apexcharts-svg")).ToHaveCountAsync(4);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() =>
            visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save as PNG" }).First.ClickAsync());
        Assert.Equal("bars.png", download.SuggestedFilename);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_folded_text_opens_and_a_link_is_copied()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.Page.GotoAsync("/about");
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.GoAsync("/about/design?from=here");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Expect(visitor.Page.Locator(".text-block.folded")).ToHaveCountAsync(0);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Expect(visitor.Page.Locator("#announcer")).ToHaveTextAsync("Link copied");
        Assert.EndsWith("/about/design?from=here", await visitor.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
    }
}
