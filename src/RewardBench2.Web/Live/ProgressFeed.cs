using System.Collections.Concurrent;
using System.Collections.Immutable;
using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>Hands every progress to the open pages of this process. Each page listens at its own pace.</summary>
public sealed class ProgressFeed(ILogger<ProgressFeed> log)
{
    private readonly ConcurrentDictionary<string, RunProgress> _latest = new();
    private ImmutableList<PageSubscription> _pages = [];

    /// <summary>The last word on a run under way; <c>null</c> when none came since this process started.</summary>
    public RunProgress? Latest(string runId) => _latest.GetValueOrDefault(runId);

    /// <summary>The runs under way as far as messages told.</summary>
    internal IReadOnlyCollection<string> UnderWay => [.. _latest.Keys];

    /// <summary>Adds to what the database says of a run under way what only its worker knows: what it waits for, rate, time left, requests.</summary>
    public RunProgress MergeLive(RunProgress stored) =>
        stored.State == Storage.RunState.Running && Latest(stored.RunId) is { } told
            ? stored with
            {
                Reason = stored.Reason ?? told.Reason,
                CompletionsPerSecond = told.CompletionsPerSecond,
                EtaSeconds = told.EtaSeconds,
                Retries = told.Retries,
                Requests = told.Requests,
                LastErrors = told.LastErrors,
            }
            : stored;

    /// <summary>Shows a page where runs stand until it is disposed of.</summary>
    /// <param name="show">Called with one progress after the other. Of a run that moves faster than the page, only the newest.</param>
    /// <param name="runId">Only this run. Defaults to all.</param>
    public IDisposable Subscribe(Func<RunProgress, Task> show, string? runId = null)
    {
        var page = new PageSubscription(runId, show, Leave, log);
        ImmutableInterlocked.Update(ref _pages, pages => pages.Add(page));
        return page;
    }

    /// <summary>Leaves a progress with every page, and waits for none.</summary>
    public void Publish(RunProgress progress)
    {
        if (Storage.RunState.IsEnded(progress.State))
        {
            _latest.TryRemove(progress.RunId, out _);
        }
        else
        {
            _latest[progress.RunId] = progress;
        }

        foreach (var page in _pages)
        {
            page.Offer(progress);
        }
    }

    private void Leave(PageSubscription page) => ImmutableInterlocked.Update(ref _pages, pages => pages.Remove(page));
}
