using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Takes submitted runs from the queue and scores them, several at once, by rounds.</summary>
public sealed partial class EvaluationWorker(
    RunTable runs,
    RunLeases leases,
    RunOpener opener,
    WorkSignal signal,
    IOptions<EvaluationOptions> options,
    ILogger<EvaluationWorker> log) : BackgroundService
{
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly TakeOverWatch _watch = new(options.Value.TakeOverAfter);
    private readonly HashSet<string> _held = [];
    private int _waiting;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Worker)
        {
            return;
        }

        var rounds = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                rounds.RemoveAll(round => round.IsCompleted);
                await StartRoundsAsync(rounds, stoppingToken);
                await signal.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed)
            {
                QueueUnreadable(log, failed);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        await Task.WhenAll(rounds);
    }

    private async Task StartRoundsAsync(List<Task> rounds, CancellationToken stoppingToken)
    {
        var waiting = await leases.ReadWaitingAsync(stoppingToken);
        lock (_held)
        {
            waiting = [.. waiting.Where(run => !_held.Contains(run.RunId))];
        }

        // Those that had a round go behind those that have not.
        var ready = waiting.Where(_watch.IsFree).OrderBy(_watch.Rounds).ToList();
        _waiting = ready.Count;
        foreach (var seen in ready)
        {
            if (rounds.Count >= options.Value.MaxRunsAtOnce)
            {
                return;
            }

            if (await leases.ClaimAsync(seen, _name, stoppingToken) is { } lease)
            {
                lock (_held)
                {
                    _held.Add(lease.RunId);
                }

                _watch.CountRound(lease.RunId);
                rounds.Add(Task.Run(() => RoundAsync(lease, stoppingToken), CancellationToken.None));
                _waiting--;
            }
        }
    }

    private async Task RoundAsync(RunLease lease, CancellationToken stoppingToken)
    {
        try
        {
            await ScoreAsync(lease, stoppingToken);
        }
        catch (LeaseLostException)
        {
            HoldLost(log, lease.RunId);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (Exception failed)
        {
            RoundFailed(log, lease.RunId, failed);
        }
        finally
        {
            lock (_held)
            {
                _held.Remove(lease.RunId);
            }

            signal.Set();
        }
    }

    private async Task ScoreAsync(RunLease lease, CancellationToken stoppingToken)
    {
        var run = await runs.FindAsync(lease.RunId, stoppingToken) ?? throw new LeaseLostException(lease.RunId);
        try
        {
            await using var evaluation = await opener.OpenAsync(lease, run, stoppingToken);
            var until = Environment.TickCount64 + (long)options.Value.Round.TotalMilliseconds;
            var isDone = await evaluation.ScoreAsync(
                isRoundOver: () => _waiting > 0 && Environment.TickCount64 > until,
                options.Value.MaxConcurrency,
                stoppingToken);
            if (isDone)
            {
                await evaluation.FinishAsync(stoppingToken);
                RunFinished(log, run.RunId, run.Model, run.Dataset);
                return;
            }

            await leases.ReleaseAsync(lease, stoppingToken);
        }
        catch (RunStoppedException stopped)
        {
            await opener.StopAsync(lease, stopped, stoppingToken);
            RunStopped(log, run.RunId, stopped.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} of {Model} on {Dataset} is finished.")]
    private static partial void RunFinished(ILogger log, string runId, string model, string dataset);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} stopped: {Reason}")]
    private static partial void RunStopped(ILogger log, string runId, string reason);

    [LoggerMessage(LogLevel.Information, "Run {RunId} was cancelled, paused or taken over.")]
    private static partial void HoldLost(ILogger log, string runId);

    [LoggerMessage(LogLevel.Error, "Run {RunId} cannot go on for now; it is taken up again.")]
    private static partial void RoundFailed(ILogger log, string runId, Exception failed);

    [LoggerMessage(LogLevel.Warning, "The queue cannot be read; trying again in a second.")]
    private static partial void QueueUnreadable(ILogger log, Exception failed);
}
