using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>
/// Whose turn it is. Visitors come before runs: who has none of theirs in work is next, and of one visitor's runs the one that had the
/// fewest rounds in this process.
/// </summary>
/// <param name="worker">This worker's name: a run it still owns without holding it is one whose round broke off.</param>
/// <param name="takeOverAfter">How long another worker's heartbeat may stand still.</param>
/// <param name="clock">Only its stopwatch is read.</param>
internal sealed class RunScheduler(string worker, TimeSpan takeOverAfter, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Heartbeats _heartbeats = new(clock);
    private readonly Dictionary<string, Turn> _turns = [];

    /// <summary>Those that may be claimed.</summary>
    /// <param name="waiting">Every run that has work, the oldest first.</param>
    public IReadOnlyList<WaitingRun> Ready(IReadOnlyList<WaitingRun> waiting)
    {
        lock (_lock)
        {
            _heartbeats.Note(waiting);
            foreach (var gone in _turns.Keys.Except(waiting.Select(run => run.RunId)).ToList())
            {
                if (!_turns[gone].IsLeased)
                {
                    _turns.Remove(gone);
                }
            }

            return [.. waiting.Where(run => IsFree(run) && !WaitsForCheck(run, waiting))];
        }
    }

    /// <summary>The next of those that may be claimed; <c>null</c> when none is to begin now.</summary>
    /// <remarks>A run over which a worker died begins only alone, so that what it does to the process hits no other, and blames no other.</remarks>
    public WaitingRun? Next(IReadOnlyCollection<WaitingRun> ready)
    {
        lock (_lock)
        {
            var held = _turns.Values.Where(turn => turn.IsLeased).ToList();
            var next = ready
                .OrderBy(run => run.Visitor is null ? 0 : held.Count(turn => turn.Visitor == run.Visitor))
                .ThenBy(run => _turns[run.RunId].Rounds)
                .FirstOrDefault();
            return next is null || held.Any(turn => turn.IsSuspect) || (next.Deaths > 0 && held.Count > 0) ? null : next;
        }
    }

    public void Begin(WaitingRun run, int deaths)
    {
        lock (_lock)
        {
            var turn = _turns[run.RunId];
            turn.IsLeased = true;
            turn.IsSuspect = deaths > 0;
            turn.Visitor = run.Visitor;
            turn.Rounds++;
        }
    }

    /// <param name="rest">How long to leave the run alone: after a round that broke off.</param>
    public void End(string runId, TimeSpan rest)
    {
        lock (_lock)
        {
            var turn = _turns[runId];
            turn.IsLeased = false;
            turn.BrokeOff = rest > TimeSpan.Zero ? turn.BrokeOff + 1 : 0;
            (turn.RestsSince, turn.Rest) = (clock.GetTimestamp(), rest);
        }
    }

    /// <summary>How many rounds in a row broke off.</summary>
    public int BrokeOff(string runId)
    {
        lock (_lock)
        {
            return _turns.TryGetValue(runId, out var turn) ? turn.BrokeOff : 0;
        }
    }

    // Runs that were submitted together share one check: that of the first which has not been begun.
    private static bool WaitsForCheck(WaitingRun run, IReadOnlyList<WaitingRun> waiting) =>
        run is { Submission: not null, IsChecked: false } && waiting.Any(other =>
            other.Submission == run.Submission && other.SubmissionOrder < run.SubmissionOrder && other.State != RunState.Running);

    private bool IsFree(WaitingRun run)
    {
        if (!_turns.TryGetValue(run.RunId, out var turn))
        {
            _turns[run.RunId] = turn = new Turn();
        }

        if (turn.IsLeased || clock.GetElapsedTime(turn.RestsSince) < turn.Rest)
        {
            return false;
        }

        return run.Owner is null || run.Owner == worker || _heartbeats.Silence(run) >= takeOverAfter;
    }

    private sealed class Turn
    {
        public bool IsLeased { get; set; }
        public bool IsSuspect { get; set; }
        public string? Visitor { get; set; }
        public int Rounds { get; set; }
        public int BrokeOff { get; set; }
        public long RestsSince { get; set; }
        public TimeSpan Rest { get; set; }
    }
}
