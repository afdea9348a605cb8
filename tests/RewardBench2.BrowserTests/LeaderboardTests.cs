using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RewardBench2.Benchmark;
using RewardBench2.Storage;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

[Collection(BrowserTests.Name)]
public sealed class LeaderboardTests(Chromium chromium)
{
    [Fact]
    public async Task New_results_move_no_row_until_the_reader_says_so_and_then_leave_them_where_they_read()
    {
        await using var site = new SiteUnderTest();
        await using var visitor = await chromium.OpenAsync(Screen.Desk, site.Start());
        await visitor.GoAsync("/?sweeps=true&pin=google/gemini-2.5-pro");
        var table = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Leaderboard" });
        await table.EvaluateAsync("frame => frame.scrollTop = 40 * 34");
        await Expect(table.Locator("tr[aria-rowindex='46']")).ToBeInViewportAsync();
        var seen = await table.Locator("tr[aria-rowindex='46']").TextContentAsync();

        await PublishAsync(site, "new/first-8B", 0.99);
        var news = visitor.Page.GetByText("New results: 1 row added.");
        await Expect(news).ToBeInViewportAsync();
        Assert.Equal(seen, await table.Locator("tr[aria-rowindex='46']").TextContentAsync());

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show them" }).ClickAsync();
        await Expect(news).ToBeHiddenAsync();
        Assert.Equal(40 * 34, await table.EvaluateAsync<int>("frame => frame.scrollTop"));
        await Expect(table.Locator("tr[aria-rowindex='46']")).Not.ToHaveTextAsync(seen!);
        await Expect(table).ToBeFocusedAsync();
        await Expect(table.Locator("tbody.pinned")).ToContainTextAsync("gemini-2.5-pro");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task With_Shift_a_click_on_a_head_sorts_by_a_further_column()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/?sort=type");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Ties" }).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sort=type(,|%2C)Ties"));
        await Expect(visitor.Page.Locator(".column-Ties")).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(visitor.Page.Locator(".column-type[aria-sort]")).ToHaveAttributeAsync("aria-sort", "ascending");
    }

    [Fact]
    public async Task Columns_and_weights_are_chosen_in_menus_that_stay_open_meanwhile()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/");
        await visitor.Page.GetByText("Columns", new() { Exact = true }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Size" }).CheckAsync();
        await Expect(visitor.Page.Locator("th.column-size")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Focus" }).UncheckAsync();
        await Expect(visitor.Page.Locator("th.column-Focus")).ToHaveCountAsync(0);

        await visitor.Page.GetByText("Custom weights").ClickAsync();
        var ties = visitor.Page.GetByRole(AriaRole.Slider, new() { Name = "Ties" });
        await ties.FillAsync("3");
        await Expect(visitor.Page.GetByText("Ranked by your weights")).ToBeVisibleAsync();
        await ties.PressAsync("ArrowRight");
        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("weights=1(,|%2C)1(,|%2C)1(,|%2C)1(,|%2C)1(,|%2C)3.5"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Keys_move_through_the_rows_pin_and_search()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/");
        var second = visitor.Page.Locator("tbody[data-row-window] tr:nth-child(2) .model a:not(.pin)");
        await Expect(second).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await Expect(visitor.Page.Locator("tbody[data-row-window] tr:nth-child(1) .model a:not(.pin)")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await Expect(second).ToBeFocusedAsync();
        var name = await second.TextContentAsync();

        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator("tbody.pinned .model")).ToHaveTextAsync(name!);
        await visitor.Page.Keyboard.PressAsync("/");
        await Expect(visitor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search models" })).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("no such model");
        await Expect(visitor.Page.GetByText("0 of 73 models match")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    private static Task<bool> PublishAsync(SiteUnderTest site, string model, double score) =>
        site.Services.GetRequiredService<ReportedScoreTable>().ImportAsync(
            new NewReportSource("rewardbench-2", Title: "a test", Url: null, RetrievedOn: null, Revision: model),
            [new PublishedRow(model, ModelType.SequenceClassifier, IsSweep: false, Subsets.All.ToDictionary(subset => subset.Name, _ => score))],
            TestContext.Current.CancellationToken);
}
