using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.SignalR.Client;

namespace RewardBench2.Bench.Runs;

/// <summary>Goal: 200 who watch one run hear its final state, and of each scored prompt within 250 ms (99th percentile) of its endpoint's answer.</summary>
internal static class WatcherBench
{
    private const int Watchers = 200;

    public static async Task RunAsync()
    {
        await PageFeedBench.RunAsync();
        var folder = Directory.CreateTempSubdirectory("rewardbench2-bench-");
        await using var server = await BenchRewardServer.StartAsync(TimeSpan.FromMilliseconds(500));
        using var site = await SiteProcess.StartAsync(await SiteProcess.NewDatabaseAsync(folder));
        var runId = await site.SubmitAsync(server.Submission("bench/watched", ExplorerData.Dataset));
        while ((await site.RunAsync(runId)).State != "running")
        {
            await Task.Delay(50);
        }

        // The canaries were answered before the first prompt; only prompts are counted.
        server.Clear();
        var heard = new ConcurrentBag<(int Watcher, int Scored, long At)>();
        var ended = Enumerable.Range(0, Watchers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var connections = new List<HubConnection>();
        for (var watcher = 0; watcher < Watchers; watcher++)
        {
            var me = watcher;
            var connection = new HubConnectionBuilder().WithUrl(new Uri(site.Client.BaseAddress!, "live")).Build();
            connection.On<Heard>("Progress", progress =>
            {
                heard.Add((me, progress.PromptsScored, Stopwatch.GetTimestamp()));
                if (progress.State == "finished")
                {
                    ended[me].TrySetResult();
                }
            });
            connections.Add(connection);
        }

        await Task.WhenAll(connections.Select(connection => connection.StartAsync()));
        await Task.WhenAll(connections.Select(connection => connection.InvokeAsync("WatchRun", runId)));
        var joined = Stopwatch.GetTimestamp();
        await Task.WhenAll(ended.Select(end => end.Task)).WaitAsync(TimeSpan.FromMinutes(5));

        var answered = server.Answered.Order().ToList();
        var waits = heard.GroupBy(message => message.Watcher).SelectMany(messages => Waits([.. messages.OrderBy(message => message.At)], answered, joined)).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Watchers} of {Watchers} watchers heard the end; from an endpoint's answer to its arrival at a watcher, {waits.Count} cases: median {waits[waits.Count / 2]:0} ms, 99th percentile {waits[(int)(waits.Count * 0.99)]:0} ms, longest {waits[^1]:0} ms; {heard.Count} messages"));
        await Task.WhenAll(connections.Select(connection => connection.DisposeAsync().AsTask()));
        site.Kill();
        folder.Delete(recursive: true);
    }

    /// <summary>For every prompt answered since all had joined, how long until the watcher heard a count that includes it.</summary>
    private static IEnumerable<double> Waits(List<(int Watcher, int Scored, long At)> messages, List<long> answered, long since)
    {
        var next = 0;
        for (var prompt = 0; prompt < answered.Count; prompt++)
        {
            while (next < messages.Count && messages[next].Scored <= prompt)
            {
                next++;
            }

            if (next < messages.Count && answered[prompt] > since)
            {
                yield return Stopwatch.GetElapsedTime(answered[prompt], messages[next].At).TotalMilliseconds;
            }
        }
    }

    /// <summary>As much of a message as this bench needs: 200 readers of whole messages would be most of what it measures.</summary>
    private sealed record Heard(string State, int PromptsScored);
}
