using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Live;

namespace RewardBench2.Bench.Runs;

/// <summary>
/// Goal: a hundred open pages that need 20 ms for each progress have all shown it within 250 ms (99th percentile), one that
/// never ends notwithstanding; the last message of all is shown by every page.
/// </summary>
internal static class PageFeedBench
{
    private const int Pages = 100;
    private const int Messages = 50;

    public static async Task RunAsync()
    {
        await using var services = new ServiceCollection().AddLogging().AddLiveProgress(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var (feed, announcer) = (services.GetRequiredService<ProgressFeed>(), services.GetRequiredService<IProgressAnnouncer>());
        var waits = new ConcurrentBag<double>();
        var ended = Enumerable.Range(0, Pages).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var saidAt = new long[Messages + 1];
        var stuck = new TaskCompletionSource();
        using var stuckPage = feed.Subscribe(_ => stuck.Task);
        var pages = ended.Select(end => feed.Subscribe(
            async progress =>
            {
                await Task.Delay(20);
                waits.Add(Stopwatch.GetElapsedTime(saidAt[progress.PromptsScored]).TotalMilliseconds);
                if (progress.State == RunState.Finished)
                {
                    end.TrySetResult();
                }
            },
            "watched")).ToList();

        for (var scored = 1; scored <= Messages; scored++)
        {
            saidAt[scored] = Stopwatch.GetTimestamp();
            await announcer.AnnounceAsync(Progress(scored));
            await Task.Delay(100);
        }

        await Task.WhenAll(ended.Select(end => end.Task)).WaitAsync(TimeSpan.FromMinutes(1));
        stuck.SetResult();
        pages.ForEach(page => page.Dispose());
        double[] sorted = [.. waits.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Pages} pages of 20 ms beside one that is stuck, all saw the end; from announcing to shown, {sorted.Length} cases: median {sorted[sorted.Length / 2]:0} ms, 99th percentile {sorted[(int)(sorted.Length * 0.99)]:0} ms, last {sorted[^1]:0} ms"));
    }

    private static RunProgress Progress(int scored) => new()
    {
        RunId = "watched",
        Model = "bench/watched",
        Dataset = "bench",
        State = scored == Messages ? RunState.Finished : RunState.Running,
        Reason = null,
        PromptsScored = scored,
        PromptsTotal = Messages,
        PromptsFailed = 0,
        CompletionsPerSecond = 0,
        EtaSeconds = null,
        Retries = 0,
        Subsets = [],
        Average = null,
        At = DateTimeOffset.UtcNow,
    };
}
