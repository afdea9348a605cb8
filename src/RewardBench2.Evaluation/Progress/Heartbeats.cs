using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>Since when each run's heart has stood still, by this process's own stopwatch: clocks that differ or jump change nothing.</summary>
internal sealed class Heartbeats(TimeProvider clock)
{
    private readonly Dictionary<string, (long Fence, long Heartbeat, long Since)> _seen = [];

    /// <summary>Takes note of the runs that have work.</summary>
    /// <returns>Whether any of them moved, came or went since the last time.</returns>
    public bool Note(IReadOnlyList<WaitingRun> waiting)
    {
        var hasMoved = false;
        foreach (var gone in _seen.Keys.Except(waiting.Select(run => run.RunId)).ToList())
        {
            _seen.Remove(gone);
            hasMoved = true;
        }

        foreach (var run in waiting)
        {
            if (!_seen.TryGetValue(run.RunId, out var seen) || (seen.Fence, seen.Heartbeat) != (run.Fence, run.Heartbeat))
            {
                _seen[run.RunId] = (run.Fence, run.Heartbeat, clock.GetTimestamp());
                hasMoved = true;
            }
        }

        return hasMoved;
    }

    /// <summary>How long a run that was noted has stood still.</summary>
    public TimeSpan Silence(WaitingRun run) => clock.GetElapsedTime(_seen[run.RunId].Since);
}
