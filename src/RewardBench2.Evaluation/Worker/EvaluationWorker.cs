using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Takes submitted runs from the queue and scores them, several at once, by rounds.</summary>
internal sealed partial class EvaluationWorker : BackgroundService
{
    /// <summary>Rounds in a row that may break off by a fault nobody foresaw before the run fails.</summary>
    private const int FaultsForgiven = 3;

    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(2);

    private readonly RunLeases _leases;
    private readonly RunStarter _starter;
    private readonly WorkSignal _signal;
    private readonly EvaluationOptions _options;
    private readonly ILogger<EvaluationWorker> _log;
    private readonly string _name;
    private readonly RunScheduler _turns;
    private volatile int _waiting;

    public EvaluationWorker(
        RunLeases leases,
        RunStarter starter,
        WorkSignal signal,
        WorkerName name,
        IOptions<EvaluationOptions> options,
        TimeProvider clock,
        ILogger<EvaluationWorker> log)
    {
        (_leases, _starter, _signal, _name, _options, _log) = (leases, starter, signal, name.Value, options.Value, log);
        _turns = new RunScheduler(_name, _options.TakeOverAfter, clock);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Worker)
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
                await _signal.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed)
            {
                QueueUnreadable(_log, TransientError.Describe(failed), TransientError.Describe(failed) is null ? failed : null);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stoppingToken));
            }
        }

        await Task.WhenAll(rounds);
    }

    private async Task StartRoundsAsync(List<Task> rounds, CancellationToken stoppingToken)
    {
        var ready = _turns.Ready(await _leases.ReadWaitingAsync(stoppingToken));
        _waiting = ready.Count;
        foreach (var seen in ready)
        {
            if (rounds.Count >= _options.MaxRunsAtOnce)
            {
                return;
            }

            if (await _leases.ClaimAsync(seen, _name, stoppingToken) is { } lease)
            {
                _turns.Begin(lease.RunId);
                _waiting--;
                rounds.Add(Task.Run(() => RoundAsync(lease, stoppingToken), CancellationToken.None));
            }
        }
    }

    // Whatever happens in it, a round ends here: the run is then finished, stopped, or taken up again.
    private async Task RoundAsync(RunLease lease, CancellationToken stoppingToken)
    {
        var rest = TimeSpan.Zero;
        try
        {
            await ScoreAsync(lease, stoppingToken);
        }
        catch (LeaseLostException)
        {
            LeaseLost(_log, lease.RunId);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LetGoAsync(lease);
        }
        catch (Exception failed) when (TransientError.Describe(failed) is { } trouble)
        {
            RoundWaits(_log, lease.RunId, trouble);
            rest = RestAfterFault;
        }
        catch (Exception failed)
        {
            RoundFailed(_log, lease.RunId, failed);
            rest = RestAfterFault;
            await GiveUpAfterManyAsync(lease);
        }
        finally
        {
            _turns.End(lease.RunId, rest);
            _signal.Set();
        }
    }

    private async Task ScoreAsync(RunLease lease, CancellationToken stoppingToken)
    {
        try
        {
            await using var run = await _starter.StartAsync(lease, stoppingToken);
            var until = Environment.TickCount64 + (long)_options.Round.TotalMilliseconds;
            var isDone = await run.ScoreAsync(
                isRoundOver: () => _waiting > 0 && Environment.TickCount64 > until, stoppingToken);
            if (isDone)
            {
                await run.FinishAsync(stoppingToken);
                RunFinished(_log, lease.RunId, run.Leased.Run.Model, run.Leased.Run.Dataset);
                return;
            }

            await _leases.ReleaseAsync(lease, stoppingToken);
        }
        catch (RunStoppedException stopped)
        {
            await _starter.StopAsync(lease, stopped, stoppingToken);
            RunStopped(_log, lease.RunId, stopped.Message);
        }
    }

    // Whoever comes next takes the run at once; where that cannot be written, after the heartbeat has stood still.
    private async Task LetGoAsync(RunLease lease)
    {
        try
        {
            await _leases.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (Exception failed) when (TransientError.Describe(failed) is { } trouble)
        {
            RoundWaits(_log, lease.RunId, trouble);
        }
    }

    private async Task GiveUpAfterManyAsync(RunLease lease)
    {
        if (_turns.BrokeOff(lease.RunId) + 1 < FaultsForgiven)
        {
            return;
        }

        try
        {
            await _starter.StopAsync(
                lease,
                new RunStoppedException(
                    $"An internal error interrupted the run {FaultsForgiven} times; the site's log has the details under the run's id. All scores so far are kept. Tell the operator, then retry.",
                    canResume: false),
                CancellationToken.None);
        }
        catch (Exception failed)
        {
            RoundFailed(_log, lease.RunId, failed);
        }
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} of {Model} on {Dataset} is finished.")]
    private static partial void RunFinished(ILogger log, string runId, string model, string dataset);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} stopped: {Reason}")]
    private static partial void RunStopped(ILogger log, string runId, string reason);

    [LoggerMessage(LogLevel.Information, "Run {RunId} was cancelled, paused or taken over.")]
    private static partial void LeaseLost(ILogger log, string runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} waits: {Trouble}.")]
    private static partial void RoundWaits(ILogger log, string runId, string trouble);

    [LoggerMessage(LogLevel.Error, "Run {RunId} broke off; it is taken up again.")]
    private static partial void RoundFailed(ILogger log, string runId, Exception failed);

    [LoggerMessage(LogLevel.Warning, "The queue cannot be read, trying again in a second: {Trouble}")]
    private static partial void QueueUnreadable(ILogger log, string? trouble, Exception? failed);
}
