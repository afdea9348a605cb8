using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Looks every two seconds whether runs move, and tells those who watch one that does not.</summary>
public sealed partial class StalledRunMonitor(
    RunLeases leases, StalledRuns stalled, RunAnnouncer announcer, TimeProvider clock, ILogger<StalledRunMonitor> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The site stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var runId in stalled.Note(await leases.ReadWaitingAsync(cancellationToken)))
            {
                await announcer.AnnounceAsync(runId, cancellationToken);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            NotSeen(log, failed.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The queue was not seen: {Reason}")]
    private static partial void NotSeen(ILogger log, string reason);
}
