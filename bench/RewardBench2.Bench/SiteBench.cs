using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;

namespace RewardBench2.Bench;

/// <summary>The whole site in this process: how fast it answers, what an open leaderboard holds, how soon a scored prompt is seen.</summary>
public static class SiteBench
{
    private const int OpenBoards = 30;

    public static async Task RunAsync()
    {
        await using var site = new Site();
        site.UseKestrel(0);
        site.StartServer();
        var address = new UriBuilder(site.ClientOptions.BaseAddress) { Host = "127.0.0.1" }.Uri;
        using var client = new HttpClient { BaseAddress = address };

        // In this order: pages that were served stay in the page cache, and would be counted.
        await MeasureOpenBoardsAsync(address);
        await MeasurePrerenderAsync(client);
    }

    // Every request has an address of its own, so that none is answered from the page cache.
    private static async Task MeasurePrerenderAsync(HttpClient client)
    {
        var times = new List<double>();
        for (var request = 0; request < 230; request++)
        {
            var start = Stopwatch.GetTimestamp();
            var page = await client.GetStringAsync(new Uri($"/?sweeps=true&weights=1,1,1,1,1,{(1 + (request / 1000.0)).ToString(CultureInfo.InvariantCulture)}", UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (request == 229)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the page: {page.Length / 1024} KB, {page.Split("<tr").Length - 1} table rows"));
            }
        }

        var warm = times.Skip(30).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"prerendered with all 197 models: median {warm[warm.Count / 2]:0.0} ms, 99th percentile {warm[(int)(warm.Count * 0.99)]:0.0} ms"));
    }

    private static async Task MeasureOpenBoardsAsync(Uri address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        for (var warm = 0; warm < 5; warm++)
        {
            await OpenAsync(browser, address);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var board = 0; board < OpenBoards; board++)
        {
            await OpenAsync(browser, address);
        }

        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / OpenBoards;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed memory per open leaderboard of 197 models: {held:0} KB"));
    }

    private static async Task OpenAsync(IBrowser browser, Uri address)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(address, "/?sweeps=true").ToString());
        await page.Locator("main[data-live=yes]").WaitForAsync();
    }

    private sealed class Site : WebApplicationFactory<Program>
    {
        private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("rewardbench2-bench-");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseContentRoot(AppContext.BaseDirectory);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting("ConnectionStrings:RewardBench", $"Data Source={Path.Combine(_data.FullName, "rewardbench2.db")}");
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && _data.Exists)
            {
                _data.Delete(recursive: true);
            }
        }
    }
}
