using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RewardBench2.BrowserTests;

/// <summary>What every page is held to.</summary>
public static class PageRules
{
    // What axe finds in order, on a page of thousands of elements, is not worth sending.
    private static readonly AxeRunOptions Every = new() { ResultTypes = [ResultType.Violations] };

    // A theme changes colours and nothing else, and a narrow screen what stands where but no colour: each is looked at once a screen and once a theme.
    private static readonly Dictionary<string, RuleOptions> NoColours = new() { ["color-contrast"] = new() { Enabled = false }, ["link-in-text-block"] = new() { Enabled = false } };
    private static readonly AxeRunOptions Places = new() { ResultTypes = [ResultType.Violations], Rules = NoColours };
    private static readonly AxeRunOptions Colours = new() { ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") };

    /// <summary>The page has a title and one main heading, is accessible and fits on every screen, and the browser has nothing to complain about.</summary>
    public static async Task HoldAsync(WatchedPage visitor)
    {
        var path = new Uri(visitor.Page.Url).PathAndQuery;
        Assert.NotEmpty(await visitor.Page.TitleAsync());
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        foreach (var screen in Screen.All)
        {
            await visitor.LookThroughAsync(screen);
            var axe = await visitor.Page.RunAxe(RulesFor(screen));
            string[] violations = [.. from violation in axe.Violations from node in violation.Nodes select $"{violation.Id}: {violation.Help}: {node.Html}"];
            Assert.True(violations.Length == 0, $"{path} {screen}: {string.Join('\n', violations)}");
            var width = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.Equal((path, screen, screen.Width), (path, screen, width));
        }

        Assert.Empty(visitor.Complaints);
    }

    private static AxeRunOptions RulesFor(Screen screen) =>
        screen == Screen.Desk ? Every
        : screen == Screen.Phone ? Places
        : Colours;
}
