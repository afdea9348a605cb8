using System.Diagnostics;
using System.Globalization;

namespace RewardBench2.Bench.Site;

/// <summary>
/// Managed memory that a leaderboard costs while it is open in Chromium. The browser is driven from a process of its own, so
/// that only the site's memory is counted.
/// </summary>
internal static class OpenLeaderboardsBench
{
    /// <summary>The verb of the process that drives the browser.</summary>
    public const string VisitorsVerb = "board-visitors";

    private const int Leaderboards = 30;

    public static async Task MeasureAsync(Uri leaderboard, string models)
    {
        using var visitors = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [VisitorsVerb, leaderboard.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await AskAsync(visitors, "open 5"); // what the first pages bring into memory is not a board's
        var before = await MemoryAsync();
        await AskAsync(visitors, $"open {Leaderboards}");
        await ReportAsync("as it opens", before, models);
        await AskAsync(visitors, "sort");
        await ReportAsync("after a click on a head", before, models);
        await AskAsync(visitors, "scroll");
        await ReportAsync("after scrolling too", before, models);
        visitors.StandardInput.Close();
        await visitors.WaitForExitAsync();
    }

    /// <summary>Does as it is told by lines on standard input, and answers each with a line.</summary>
    public static async Task VisitAsync(Uri leaderboard)
    {
        await using var browser = await BenchBrowser.StartAsync();
        var pages = new List<Microsoft.Playwright.IPage>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            for (var count = words is ["open", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 0; count > 0; count--)
            {
                pages.Add(await browser.OpenAsync(leaderboard));
            }

            foreach (var page in line is "sort" ? pages : [])
            {
                await page.ClickAsync(".column-Ties a.sort");
                await page.Locator(".column-Ties[aria-sort]").WaitForAsync();
            }

            foreach (var page in line is "scroll" ? pages : [])
            {
                await page.EvaluateAsync("() => document.querySelector('[data-board]').scrollTo(0, 2500)");
                await page.Locator("[data-row-window]:not([data-first='0'])").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
            }

            Console.WriteLine("done");
        }
    }

    private static async Task AskAsync(Process visitors, string line)
    {
        await visitors.StandardInput.WriteLineAsync(line);
        if (await visitors.StandardOutput.ReadLineAsync() is null)
        {
            throw new InvalidOperationException("The process that drives the browser ended.");
        }
    }

    // A minute later: until then the page cache holds the page, and pools hold buffers that nobody uses any more.
    private static async Task<long> MemoryAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(65));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task ReportAsync(string when, long before, string models)
    {
        var held = (await MemoryAsync() - before) / 1024.0 / Leaderboards;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed memory per open leaderboard of {models}, {when}: {held:0} KB"));
    }
}
