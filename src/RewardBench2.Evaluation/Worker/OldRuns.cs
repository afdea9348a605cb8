using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Deletes runs that failed or were cancelled long ago, so that what led nowhere does not pile up.</summary>
public sealed partial class OldRuns(
    RunTable runs, IOptions<EvaluationOptions> evaluation, IOptions<LimitsOptions> limits, TimeProvider clock, ILogger<OldRuns> log) : BackgroundService
{
    private const int Batch = 100;

    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Deletes what is old by now.</summary>
    /// <returns>How many runs were deleted.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(limits.Value.FailedRunsKeptDays);
        var all = 0;
        for (var deleted = Batch; deleted == Batch; all += deleted)
        {
            deleted = await runs.PruneAsync(before, Batch, cancellationToken);
        }

        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!evaluation.Value.Worker)
        {
            return;
        }

        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The site stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await PruneAsync(cancellationToken) is > 0 and var deleted)
            {
                Pruned(log, deleted, limits.Value.FailedRunsKeptDays);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            NotPruned(log, failed.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Runs} runs that failed or were cancelled more than {Days} days ago were deleted.")]
    private static partial void Pruned(ILogger log, int runs, int days);

    [LoggerMessage(LogLevel.Warning, "Old runs were not deleted: {Reason}")]
    private static partial void NotPruned(ILogger log, string reason);
}
