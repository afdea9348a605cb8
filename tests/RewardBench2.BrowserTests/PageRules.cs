using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RewardBench2.BrowserTests;

/// <summary>What every page is held to.</summary>
public static class PageRules
{
    /// <summary>The page has a title and one main heading, is accessible and fits on every screen, and the browser has nothing to complain about.</summary>
    public static async Task HoldAsync(WatchedPage visitor)
    {
        var path = new Uri(visitor.Page.Url).PathAndQuery;
        Assert.NotEmpty(await visitor.Page.TitleAsync());
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        foreach (var screen in Screen.All)
        {
            await visitor.LookThroughAsync(screen);
            var axe = await visitor.Page.RunAxe();
            string[] violations = [.. from violation in axe.Violations from node in violation.Nodes select $"{violation.Id}: {violation.Help}: {node.Html}"];
            Assert.True(violations.Length == 0, $"{path} {screen}: {string.Join('\n', violations)}");
            var width = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.Equal((path, screen, screen.Width), (path, screen, width));
        }

        Assert.Empty(visitor.Complaints);
    }
}
