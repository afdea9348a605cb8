using System.Collections.Concurrent;
using System.Collections.Immutable;
using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>Hands what the hub says to the components of this process.</summary>
public sealed class ProgressFeed
{
    private readonly ConcurrentDictionary<string, RunProgress> _latest = new();
    private ImmutableList<Func<RunProgress, Task>> _listeners = [];

    /// <summary>The last word on a run under way; <c>null</c> when none came since this process started.</summary>
    public RunProgress? Latest(string runId) => _latest.GetValueOrDefault(runId);

    /// <summary>The runs under way as far as messages told.</summary>
    internal IReadOnlyCollection<string> UnderWay => [.. _latest.Keys];

    /// <summary>Adds to what the database says of a run under way what only its worker knows: what it waits for, rate, time left, requests.</summary>
    public RunProgress WithWorkersWord(RunProgress stored) =>
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

    /// <summary>Calls back on every message until disposed.</summary>
    public IDisposable Subscribe(Func<RunProgress, Task> listener)
    {
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return new Subscription(() => ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Remove(listener)));
    }

    internal async Task PublishAsync(RunProgress progress)
    {
        if (Storage.RunState.IsEnded(progress.State))
        {
            _latest.TryRemove(progress.RunId, out _);
        }
        else
        {
            _latest[progress.RunId] = progress;
        }

        foreach (var listener in _listeners)
        {
            try
            {
                await listener(progress);
            }
            catch (ObjectDisposedException)
            {
                // The visitor left between the message and its showing.
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
