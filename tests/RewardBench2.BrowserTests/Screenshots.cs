using Microsoft.Playwright;

namespace RewardBench2.BrowserTests;

/// <summary>
/// Takes pictures of pages on every screen. Runs only when asked for, by <c>scripts/screenshot.sh</c>, which explains
/// the environment variables it reads.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class Screenshots(Chromium chromium)
{
    [Fact(Explicit = true)]
    public async Task Take()
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOT_FOLDER") ?? Path.Combine(Path.GetTempPath(), "rewardbench2-screenshots");
        var paths = Environment.GetEnvironmentVariable("SCREENSHOT_PATHS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [.. SitePages.All];
        var screens = Environment.GetEnvironmentVariable("SCREENSHOT_SCREENS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wholePage = Environment.GetEnvironmentVariable("SCREENSHOT_WHOLE") is "yes";
        var site = Environment.GetEnvironmentVariable("SCREENSHOT_SITE") is { Length: > 0 } address ? new Uri(address) : null;

        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        foreach (var path in paths)
        {
            await visitor.LookThroughAsync(Screen.Desk);
            await visitor.GoAsync(new Uri(site ?? chromium.Address, path).ToString());
            foreach (var screen in Screen.All.Where(screen => screens is null || screens.Contains(screen.ToString())))
            {
                await visitor.LookThroughAsync(screen);
                await visitor.Page.WaitForTimeoutAsync(500); // charts are drawn anew in the theme's colours
                await visitor.Page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(folder, $"{Name(path)}-{screen}.png"),
                    FullPage = wholePage,
                    Animations = ScreenshotAnimations.Disabled,
                });
            }
        }
    }

    private static string Name(string path) => path.Split('?')[0].Trim('/').Replace('/', '-') is { Length: > 0 } name ? name : "leaderboard";
}
