using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RewardBench2.Benchmark;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Bench.Site;

/// <summary>
/// A leaderboard of 2,000 rows, most of them made up: from a click to the new rows being painted in Chromium, and what such a
/// leaderboard costs while it is open.
/// </summary>
internal static class ClicksBench
{
    private const int Rows = 2_000;
    private const int Clicks = 120;

    // From the event to the end of the first frame in which other rows, or other figures, stand in the table.
    private const string Measure = """
        ([act, turn]) => new Promise(done => {
          const rows = () => [...document.querySelectorAll('tbody[data-row-window] tr')].map(row => row.textContent).join();
          const before = rows();
          const painted = new MessageChannel();
          const observer = new MutationObserver(() => {
            if (rows() === before) return;
            observer.disconnect();
            painted.port1.onmessage = () => done(performance.now() - start);
            requestAnimationFrame(() => painted.port2.postMessage(null));
          });
          observer.observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true, attributes: true });
          const set = (selector, value, event) => {
            const field = document.querySelector(selector);
            field.value = value;
            field.dispatchEvent(new Event(event, { bubbles: true }));
          };
          const start = performance.now();
          switch (act) {
            case 'sort': document.querySelector(['.column-Ties', '.column-Math', '.column-model', '.column-Focus'][turn % 4] + ' a.sort').click(); break;
            case 'filter': set('select[name=type]', ['DPO', '', 'Generative RM', 'Seq. Classifier'][turn % 4], 'change'); break;
            case 'weight': set('.weight input', String(1.5 + turn % 8), 'input'); break;
            case 'search': set('[data-board-search]', 'made-up-' + (1 + turn % 9), 'input'); break;
            case 'pin': document.querySelector('tbody[data-row-window] a.pin').click(); break;
          }
        })
        """;

    public static async Task RunAsync()
    {
        await using var site = new BenchSite();
        await MakeUpAsync(site.Services);
        await using (var browser = await BenchBrowser.StartAsync())
        {
            foreach (var act in new[] { "sort", "filter", "weight", "search", "pin" })
            {
                var page = await browser.OpenAsync(site.Address);
                Console.WriteLine($"{act}, to the new rows painted: {Spread.Of(await ClickAsync(page, act))}");
                await page.CloseAsync();
            }
        }

        await OpenLeaderboardsBench.MeasureAsync(site.Address, $"{Rows} models");
    }

    private static async Task<IEnumerable<double>> ClickAsync(IPage page, string act)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('.board-filters details').forEach(menu => menu.open = true)");
        await page.Locator(".weight input").First.WaitForAsync();
        var times = new List<double>();
        for (var turn = 0; turn < Clicks; turn++)
        {
            times.Add(await page.EvaluateAsync<double>(Measure, new object[] { act, turn }));
        }

        return times.Skip(20);
    }

    private static async Task MakeUpAsync(IServiceProvider services)
    {
        var random = new Random(2506);
        var leaderboard = await services.GetRequiredService<LeaderboardCache>().ReadAsync(LeaderboardQuery.DefaultDataset, CancellationToken.None);
        var rows = Enumerable.Range(leaderboard.Rows.Count, Rows - leaderboard.Rows.Count).Select(number => new PublishedRow(
            $"org-{number % 50}/made-up-{number}-{1 + (number % 70)}B",
            ModelType.All[number % 4],
            IsSweep: false,
            Subsets.All.ToDictionary(subset => subset.Name, _ => 0.3 + (0.65 * random.NextDouble()))));
        await services.GetRequiredService<ReportedScoreTable>().ImportAsync(
            new NewReportSource(LeaderboardQuery.DefaultDataset, "Made up for the benchmark", Url: null, RetrievedOn: null, Revision: "made up"), [.. rows], CancellationToken.None);
    }
}
