using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RewardBench2.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(Chromium chromium)
{
    public static TheoryData<string> Pages { get; } = [.. SitePages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_fits_every_screen_and_gives_the_browser_nothing_to_complain_about(string path)
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync(path);
        Assert.NotEmpty(await visitor.Page.TitleAsync());
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);

        foreach (var screen in Screen.All)
        {
            await visitor.LookThroughAsync(screen);
            var violations = await ViolationsAsync(visitor.Page);
            Assert.True(violations.Length == 0, $"{screen}: {string.Join('\n', violations)}");
            var width = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.Equal((screen, screen.Width), (screen, width));
        }

        Assert.Empty(visitor.Complaints);
    }

    private static async Task<string[]> ViolationsAsync(IPage page)
    {
        var axe = await page.RunAxe();
        return [.. from violation in axe.Violations from node in violation.Nodes select $"{violation.Id}: {violation.Help}: {node.Html}"];
    }
}
