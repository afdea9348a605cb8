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

        // Runs take turns: those before this one each have a round, as many at once as the worker works on.
        var rounds = before / options.Value.MaxRunsAtOnce;
        return queued with { QueuePosition = before, StartsInSeconds = rounds * options.Value.Round.TotalSeconds };
    }
}
