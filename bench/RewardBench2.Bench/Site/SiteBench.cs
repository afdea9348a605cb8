using System.Diagnostics;
using System.Globalization;

namespace RewardBench2.Bench.Site;

/// <summary>The whole site: what an open leaderboard holds, and how fast the page is made.</summary>
internal static class SiteBench
{
    public static async Task RunAsync()
    {
        await using var site = new BenchSite();

        // In this order: pages that were served stay in the page cache, and would be counted.
        await OpenLeaderboardsBench.MeasureAsync(new Uri(site.Address, "/?sweeps=true"), "197 models");
        using var client = new HttpClient { BaseAddress = site.Address };
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

        Console.WriteLine($"prerendered with all 197 models: {Spread.Of(times.Skip(30))}");
    }
}
