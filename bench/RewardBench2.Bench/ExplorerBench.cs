using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Storage;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Bench;

/// <summary>
/// Goal: at 200 models x 1,865 prompts any search, filter and sort, and opening a prompt, in under 50 ms (99th percentile).
/// Run with <c>explorer "CONNECTION STRING" [DATASET]</c>; without a dataset, made-up texts are used. The database keeps the data.
/// </summary>
public static class ExplorerBench
{
    public static async Task RunAsync(string connectionString, string? dataset)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddStorage(connectionString)
            .AddPrompts()
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().MigrateAsync(default);
        var filling = Stopwatch.StartNew();
        if (dataset is null)
        {
            await ExplorerData.AddPromptsAsync(services);
            dataset = ExplorerData.Dataset;
        }

        await ExplorerData.AddRunsAsync(services, dataset, runs: 200);
        Say("data made in", filling);

        var loading = Stopwatch.StartNew();
        var snapshot = await services.GetRequiredService<ExplorerCache>().ReadAsync(dataset, default);
        Say($"snapshot of {snapshot!.Models.Count} models x {snapshot.Prompts.Count} prompts read in", loading);

        var finder = services.GetRequiredService<PromptFinder>();
        var reader = services.GetRequiredService<PromptReader>();
        var random = new Random(7);
        string[] words = ["the", "baden", "ka*", "\"mo nes\"", "lumka OR zonvi", "qui* -vizon", "ros*", "st*"];
        await MeasureAsync("search, filter and sort, 50 rows read", 2000, async () =>
        {
            var text = new PromptQueryText(
                dataset,
                Subset: random.Next(3) == 0 ? "Math" : null,
                Q: random.Next(2) == 0 ? words[random.Next(words.Length)] : null,
                Filter: PromptFilters.All[random.Next(PromptFilters.All.Count - 2)].Slug,
                Sort: PromptSorts.All[random.Next(PromptSorts.All.Count)].Slug,
                Descending: random.Next(2) == 0 ? "true" : null);
            var found = await finder.FindAsync(PromptQuery.Parse(text, dataset).Query, default);
            await reader.ReadRowsAsync(found!, skip: 0, take: 50, default);
        });
        await MeasureAsync("open a prompt", 1000, async () =>
            await reader.ReadAsync(dataset, snapshot.Prompts[random.Next(snapshot.Prompts.Count)].Id, default));
    }

    private static async Task MeasureAsync(string what, int times, Func<Task> work)
    {
        for (var i = 0; i < times / 10; i++)
        {
            await work();
        }

        var took = new double[times];
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(took);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: median {took[times / 2]:0.0} ms, 99th percentile {took[times * 99 / 100]:0.0} ms, longest {took[^1]:0.0} ms"));
    }

    private static void Say(string what, Stopwatch watch) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {watch.Elapsed.TotalSeconds:0.0} s"));
}
