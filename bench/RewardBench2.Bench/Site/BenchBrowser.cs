using Microsoft.Playwright;

namespace RewardBench2.Bench.Site;

/// <summary>Debian's Chromium.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BenchBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<BenchBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new BenchBrowser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        }));
    }

    /// <summary>A page of a visitor of its own, alive.</summary>
    public async Task<IPage> OpenAsync(Uri address)
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(address.ToString());
        await page.Locator("main[data-live=yes]").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
