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
    private readonly RoundsInWork _rounds;
    private readonly TimeProvider _clock;
    private readonly int _deathsForgiven;
    private volatile int _waiting;

    public EvaluationWorker(
        RunLeases leases,
        RunStarter starter,
        WorkSignal signal,
        WorkerName name,
        IOptions<EvaluationOptions> options,
        IOptions<LimitsOptions> limits,
        TimeProvider clock,
        ILogger<EvaluationWorker> log)
    {
        (_leases, _starter, _signal, _name, _options, _clock, _log) = (leases, starter, signal, name.Value, options.Value, clock, log);
        _deathsForgiven = limits.Value.DeathsForgiven;
        _rounds = new RoundsInWork(_options.MaxRunsAtOnce, _options.Round, clock);
        _turns = new RunScheduler(_name, _options.TakeOverAfter, clock);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Worker)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StartRoundsAsync(stoppingToken);
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

        await _rounds.EndAsync();
    }

    private async Task StartRoundsAsync(CancellationToken stoppingToken)
    {
        var ready = _turns.Ready(await _leases.ReadWaitingAsync(stoppingToken)).ToList();
        _waiting = ready.Count;
        while (_rounds.HasPlace(othersWait: _waiting > 0) && _turns.Next(ready) is { } seen)
        {
            ready.Remove(seen);
            if (await _leases.ClaimAsync(seen, _name, stoppingToken) is { } lease)
            {
                _turns.Begin(seen, lease.Deaths);
                _rounds.Add(Task.Run(() => RoundAsync(lease, stoppingToken), CancellationToken.None));
            }

            _waiting = ready.Count;
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
            if (lease.Deaths >= _deathsForgiven)
            {
                throw new RunStoppedException(
                    $"The process that scored this run died {lease.Deaths} times before it had a new score, so it is not begun again. What was scored is kept. Tell the operator, whose log says more at that time.",
                    canResume: false);
            }

            await using var run = await _starter.StartAsync(lease, stoppingToken);
            var began = _clock.GetTimestamp();
            var isDone = await run.ScoreAsync(
                isRoundOver: () => _waiting > 0 && _clock.GetElapsedTime(began) > _options.Round, stoppingToken);
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
