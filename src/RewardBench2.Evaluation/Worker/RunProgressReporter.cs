using System.Text.Json;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Counts what comes in for a run that this process scores, and tells those who watch, at most ten times a second.</summary>
internal sealed class RunProgressReporter(LeasedRun leased, RunningScores scores, RunMeter? meter, RunStore store, RunAnnouncer announcer)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How soon news is told when nothing was told just before.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    private readonly RateMeter _rate = new(store.Clock);
    private long _toldAt;

    public RunningScores Scores => scores;

    public RunMeter? Meter => meter;

    /// <summary>Tells at once what the run waits for: for the end of it, when nothing else tells any more.</summary>
    public async Task WaitsAsync(string words)
    {
        await leased.Storage.BeginAsync(words);
        await AnnounceAsync();
    }

    /// <summary>Some prompts were stored.</summary>
    public void Stored(IEnumerable<(PromptRow Row, NewPromptScore Score)> batch)
    {
        foreach (var (row, score) in batch)
        {
            scores.Add(row.Id, row.Subset, row.ChosenCount, score.Rewards, score.Result, score.Error);
            _rate.Count(row.CompletionCount, prompts: 1);
        }

        leased.Storage.End();
    }

    /// <summary>Tells the last prompts of every burst, what is waited for, and how the endpoint is driven, until the work ends.</summary>
    public async Task KeepAnnouncingAsync(CancellationToken workIsOver)
    {
        using var timer = new PeriodicTimer(Tick, store.Clock);
        (int Done, string? Waiting) told = default;
        var keptAt = store.Clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(workIsOver))
            {
                if (store.Clock.GetElapsedTime(keptAt) >= 2 * BetweenReadings)
                {
                    keptAt = store.Clock.GetTimestamp();
                    await KeepMeterAsync();
                }

                var silence = store.Clock.GetElapsedTime(_toldAt);
                var now = (scores.PromptsScored + scores.PromptsFailed, leased.Storage.Message);
                if ((now != told && silence >= Interval) || (meter is not null && silence >= BetweenReadings))
                {
                    told = now;
                    await AnnounceAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    /// <summary>Keeps how the endpoint was driven, so that a restart goes on counting.</summary>
    public Task KeepMeterAsync() => meter is null ? Task.CompletedTask : store.KeepMeterAsync(leased, meter.Read());

    public Task AnnounceAsync()
    {
        _toldAt = store.Clock.GetTimestamp();
        var reading = meter?.Read();
        var left = scores.PromptsTotal - scores.PromptsScored - scores.PromptsFailed;
        return announcer.AnnounceAsync(scores.ApplyTo(new RunProgress
        {
            RunId = leased.Run.RunId,
            Model = leased.Run.Model,
            Dataset = leased.Run.Dataset,
            State = RunState.Running,
            Reason = leased.Storage.Message,
            PromptsScored = 0,
            PromptsTotal = 0,
            PromptsFailed = 0,
            CompletionsPerSecond = _rate.CompletionsPerSecond,
            EtaSeconds = _rate.SecondsFor(left),
            Retries = reading?.Retries ?? 0,
            Subsets = [],
            Average = null,
            Requests = reading is null ? null : new RequestProgress(
                reading.Requests,
                reading.Concurrency,
                JsonNamingPolicy.CamelCase.ConvertName(reading.Pace.ToString()),
                reading.TooManyRequests,
                reading.InputTokens,
                reading.OutputTokens,
                reading.Cost,
                reading.Truncated),
            LastErrors = reading?.LastErrors ?? [],
            At = store.Clock.GetUtcNow(),
            IsPrivate = leased.Run.IsPrivate,
        }));
    }
}
