using System.Text.Json;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Counts what comes in for a run that this process scores, and tells those who watch, at most ten times a second.</summary>
internal sealed class RunProgressReporter(RunLease lease, RunRow run, RunningScores scoreboard, RunMeter? meter, StorageStatus trouble, RunEvaluationServices services)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How soon news is told when nothing was told just before.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    private readonly RateMeter _rate = new(services.Clock);
    private long _toldAt;

    /// <summary>What the run's storage waits for.</summary>
    public StorageStatus Trouble => trouble;

    public RunningScores Scoreboard => scoreboard;

    public RunMeter? Meter => meter;

    /// <summary>Tells at once what the run waits for: for the end of it, when nothing else tells any more.</summary>
    public async Task WaitsAsync(string words)
    {
        await trouble.BeginAsync(words);
        await TellAsync();
    }

    /// <summary>Some prompts were stored.</summary>
    public void Stored(IEnumerable<(PromptRow Row, NewPromptScore Score)> batch)
    {
        foreach (var (row, score) in batch)
        {
            scoreboard.Add(row.Id, row.Subset, row.ChosenCount, score.Rewards, score.Result, score.Error);
            _rate.Count(row.CompletionCount, prompts: 1);
        }

        trouble.End();
    }

    /// <summary>Tells the last prompts of every burst, what is waited for, and how the endpoint is driven, until the work ends.</summary>
    public async Task KeepTellingAsync(CancellationToken workIsOver)
    {
        using var timer = new PeriodicTimer(Tick, services.Clock);
        (int Done, string? Trouble) told = default;
        var keptAt = services.Clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(workIsOver))
            {
                if (services.Clock.GetElapsedTime(keptAt) >= 2 * BetweenReadings)
                {
                    keptAt = services.Clock.GetTimestamp();
                    await KeepMeterAsync();
                }

                var silence = services.Clock.GetElapsedTime(_toldAt);
                var now = (scoreboard.PromptsScored + scoreboard.PromptsFailed, trouble.Words);
                if ((now != told && silence >= Interval) || (meter is not null && silence >= BetweenReadings))
                {
                    told = now;
                    await TellAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    /// <summary>Keeps how the endpoint was driven, so that a restart goes on counting.</summary>
    public async Task KeepMeterAsync()
    {
        if (meter is null)
        {
            return;
        }

        try
        {
            var reading = JsonSerializer.Serialize(meter.Read(), SubmissionJson.Options);
            await services.Runs.KeepAsync(lease, protocolCard: null, checkReport: null, reading, CancellationToken.None);
        }
        catch (Exception failed) when (TransientError.Passing(failed) is not null)
        {
            // Kept with the next tick.
        }
    }

    public Task TellAsync()
    {
        _toldAt = services.Clock.GetTimestamp();
        var reading = meter?.Read();
        var left = scoreboard.PromptsTotal - scoreboard.PromptsScored - scoreboard.PromptsFailed;
        return services.Announcer.AnnounceAsync(scoreboard.Into(new RunProgress
        {
            RunId = run.RunId,
            Model = run.Model,
            Dataset = run.Dataset,
            State = RunState.Running,
            Reason = trouble.Words,
            PromptsScored = 0,
            PromptsTotal = 0,
            PromptsFailed = 0,
            CompletionsPerSecond = _rate.CompletionsPerSecond,
            EtaSeconds = _rate.SecondsFor(left),
            Retries = reading?.Retries ?? 0,
            Subsets = [],
            Average = null,
            Requests = reading is null ? null : new RequestProgress(
                reading.Requests, reading.Concurrency, reading.TooManyRequests, reading.InputTokens, reading.OutputTokens, reading.Cost, reading.Truncated),
            LastErrors = reading?.LastErrors ?? [],
            At = services.Clock.GetUtcNow(),
            IsPrivate = run.IsPrivate,
        }));
    }
}
