using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>How many runs are before a queued one, and when it starts.</summary>
public sealed class QueuePositions(RunLeases leases, IOptions<EvaluationOptions> options)
{
    /// <summary>A queued run's progress with its place in the queue.</summary>
    public async Task<RunProgress> AddAsync(RunProgress queued, CancellationToken cancellationToken)
    {
        var waiting = await leases.ReadWaitingAsync(cancellationToken);
        var before = waiting.TakeWhile(run => run.RunId != queued.RunId).Count();

        // A run without a round yet comes before those that had one: only those that were not begun either are before it.
        var notBegun = waiting.TakeWhile(run => run.RunId != queued.RunId).Count(run => run.State == RunState.Queued);
        var rounds = notBegun / options.Value.MaxRunsAtOnce;
        return queued with { QueuePosition = before, StartsInSeconds = rounds * options.Value.Round.TotalSeconds };
    }
}
