using System.Globalization;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>
/// Knows which runs nobody seems to work on, and for how long, so that no queue sticks without saying why. Safe to share
/// between threads.
/// </summary>
/// <remarks>Only this process's own stopwatch is read; runs that this process works on itself are never silent.</remarks>
public sealed class StalledRuns(WorkerName self, IOptions<EvaluationOptions> options, TimeProvider clock)
{
    /// <summary>A worker's heart beats more than twice a second; so long a pause is worth a word.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Heartbeats _heartbeats = new(clock);
    private Dictionary<string, string> _words = [];
    private long _movedAt = clock.GetTimestamp();

    /// <summary>What those who watch a run are told; <c>null</c> while someone works on it, or it only waits its turn.</summary>
    public string? Words(string runId)
    {
        lock (_lock)
        {
            return _words.GetValueOrDefault(runId);
        }
    }

    /// <summary>Takes note of the runs that have work, as they stand now.</summary>
    /// <returns>Those of which something else is to be told than before.</returns>
    public IReadOnlyList<string> Note(IReadOnlyList<WaitingRun> waiting)
    {
        lock (_lock)
        {
            if (_heartbeats.Note(waiting))
            {
                _movedAt = clock.GetTimestamp();
            }

            var words = waiting.Select(run => (run.RunId, Words: Of(run))).Where(run => run.Words is not null).ToDictionary(run => run.RunId, run => run.Words!);
            var changed = words.Keys.Union(_words.Keys).Where(run => words.GetValueOrDefault(run) != _words.GetValueOrDefault(run)).ToList();
            _words = words;
            return changed;
        }
    }

    private string? Of(WaitingRun run)
    {
        if (run.Owner == self.Value)
        {
            return null;
        }

        if (run.Owner is not null)
        {
            var silent = _heartbeats.Silence(run);
            return silent < Noticeable ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"Its worker has been silent for {silent.TotalSeconds:0} s. After {options.Value.TakeOverAfter.TotalSeconds:0} s another worker takes the run over; nothing is lost.");
        }

        // While any run moves, a worker lives, and this one waits its turn.
        var idle = clock.GetElapsedTime(_movedAt);
        return options.Value.Worker || idle < Noticeable ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"No worker has taken it for {idle.TotalSeconds:0} s. It starts as soon as one runs: this site's operator starts a process with Evaluation:Worker=true.");
    }
}
