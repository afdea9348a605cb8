using System.Diagnostics;
using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Bench.Runs;

/// <summary>Goal: storing costs under 5 % of a run at 1,000 prompts a second. The same prompts of the same endpoint, whole runs on the site beside its backend alone, in turn.</summary>
internal static class StoringBench
{
    private const int Turns = 5;

    public static async Task RunAsync(string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("rewardbench2-bench-");
        await using var server = await BenchRewardServer.StartAsync(TimeSpan.FromMilliseconds(60));
        using var site = await SiteProcess.StartAsync(await SiteProcess.NewDatabaseAsync(folder, postgres));
        var (bare, whole) = (new List<double>(), new List<double>());
        for (var turn = 0; turn <= Turns; turn++)
        {
            server.Clear();
            await BareAsync(server.Url);
            bare.Add(Rate(server));

            server.Clear();
            await site.ScoresAsync(await site.SubmitAsync(server.Submission($"bench/turn-{turn}", ExplorerData.Dataset)));
            whole.Add(Rate(server));
        }

        // The first turn warms both up.
        var ratios = whole.Zip(bare, (with, without) => with / without).Skip(1).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"prompts a second: backend alone {Median(bare.Skip(1)):0}, whole run with storing {Median(whole.Skip(1)):0}; ratio {ratios[0]:0.000} to {ratios[^1]:0.000}, median {ratios[ratios.Count / 2]:0.000}"));
        site.Kill();
        folder.Delete(recursive: true);
    }

    // The middle of the run: neither canaries nor the last requests, when fewer are under way.
    private static double Rate(BenchRewardServer server)
    {
        var times = server.Answered.Order().ToList();
        var (from, to) = (times.Count / 5, times.Count * 9 / 10);
        return (to - from) / Stopwatch.GetElapsedTime(times[from], times[to]).TotalSeconds;
    }

    private static async Task BareAsync(string url)
    {
        var options = new EndpointOptions { AllowPrivateEndpoints = true };
        var client = new EndpointClient(EndpointAddress.Parse(url), EndpointSecrets.None, options, new RunMeter(), RunCaps.None, new InMemoryResponseCache(), TimeProvider.System);
        await using var backend = new RewardServerBackend(
            client, new OpenRlhf(new ServerSettings()), Evaluation.Templates.ChatTemplate.Parse("chatml"), maxLength: null);
        var prompts = Enumerable.Range(0, 1_865).Select(number => new Prompt(
            $"{number}", "Math", $"Question {number} {new string('q', 300)}",
            [.. Enumerable.Range(0, 4).Select(at => new Completion($"Answer {at} {new string('a', 1_000)}", at == 0))]));
        await Parallel.ForEachAsync(
            prompts,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency },
            async (prompt, token) => await backend.RewardAsync(prompt, token));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
