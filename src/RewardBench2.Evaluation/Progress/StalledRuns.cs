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
    /// <summary>A worker's heart beats more than twice a second; a pause this long is reported.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Heartbeats _heartbeats = new(clock);
    private Dictionary<string, string> _messages = [];
    private long _movedAt = clock.GetTimestamp();

    /// <summary>What people who watch the run are told; <c>null</c> while a worker scores it or it waits its turn.</summary>
    public string? Message(string runId)
    {
        lock (_lock)
        {
            return _messages.GetValueOrDefault(runId);
        }
    }

    /// <summary>Takes note of the runs that have work, as they stand now.</summary>
    /// <returns>The runs whose message has changed.</returns>
    public IReadOnlyList<string> Note(IReadOnlyList<WaitingRun> waiting)
    {
        lock (_lock)
        {
            if (_heartbeats.Note(waiting))
            {
                _movedAt = clock.GetTimestamp();
            }

            var messages = waiting.Select(run => (run.RunId, Message: Describe(run))).Where(run => run.Message is not null).ToDictionary(run => run.RunId, run => run.Message!);
            var changed = messages.Keys.Union(_messages.Keys).Where(run => messages.GetValueOrDefault(run) != _messages.GetValueOrDefault(run)).ToList();
            _messages = messages;
            return changed;
        }
    }

    private string? Describe(WaitingRun run)
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
                $"Its worker has been silent for {silent.TotalSeconds:0} s. After {options.Value.TakeOverAfter.TotalSeconds:0} s another worker takes over the run; nothing is lost.");
        }

        // While any run moves, a worker lives, and this one waits its turn.
        var idle = clock.GetElapsedTime(_movedAt);
        return options.Value.Worker || idle < Noticeable ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"No worker has picked it up for {idle.TotalSeconds:0} s. It starts as soon as a worker runs; the operator of this site can start one with Evaluation:Worker=true.");
    }
}
