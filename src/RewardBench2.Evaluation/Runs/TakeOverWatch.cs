using System.Diagnostics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Tells which runs nobody works on: those without an owner, and those whose owner's heartbeat has stopped.</summary>
/// <remarks>Only this process's own stopwatch is read, so clocks that differ or jump cause no takeover.</remarks>
internal sealed class TakeOverWatch(TimeSpan after)
{
    private readonly Dictionary<string, (long Heartbeat, long Since)> _seen = [];
    private readonly Dictionary<string, int> _rounds = [];

    public bool IsFree(WaitingRun run)
    {
        if (run.Owner is null)
        {
            _seen.Remove(run.RunId);
            return true;
        }

        if (_seen.TryGetValue(run.RunId, out var last) && last.Heartbeat == run.Heartbeat)
        {
            return Stopwatch.GetElapsedTime(last.Since) >= after;
        }

        _seen[run.RunId] = (run.Heartbeat, Stopwatch.GetTimestamp());
        return false;
    }

    /// <summary>How many rounds this process has given a run.</summary>
    public int Rounds(WaitingRun run) => _rounds.GetValueOrDefault(run.RunId);

    public void CountRound(string runId) => _rounds[runId] = _rounds.GetValueOrDefault(runId) + 1;
}
