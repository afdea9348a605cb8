using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>Reads from the database where a run stands, whichever process scores it.</summary>
public sealed class ProgressReader(
    RunTable runs,
    PromptTable prompts,
    PromptScoreTable scores,
    LeaderboardTable leaderboard,
    QueuePositions queue,
    StalledRuns stalled,
    TimeProvider clock)
{
    /// <returns><c>null</c> when there is no such run.</returns>
    public async Task<RunProgress?> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return null;
        }

        var running = new RunningScores(
            run.Benchmark,
            await prompts.CountAsync(run.DatasetId, cancellationToken),
            await scores.ReadOfRunAsync(runId, cancellationToken));
        var progress = running.ApplyTo(new RunProgress
        {
            RunId = run.RunId,
            Model = run.Model,
            Dataset = run.Dataset,
            State = run.State,
            Reason = run.Reason ?? (RunState.IsActive(run.State) ? stalled.Message(run.RunId) : null),
            PromptsScored = 0,
            PromptsTotal = run.PromptsTotal,
            PromptsFailed = 0,
            CompletionsPerSecond = 0,
            EtaSeconds = null,
            Retries = 0,
            Subsets = [],
            Average = null,
            At = clock.GetUtcNow(),
            IsPrivate = run.IsPrivate,
        });
        return run.State switch
        {
            RunState.Queued => await queue.AddAsync(progress, cancellationToken),
            RunState.Finished when run.BenchmarkName is not null => await WithFinalScoresAsync(progress, run, cancellationToken),
            _ => progress,
        };
    }

    private async Task<RunProgress> WithFinalScoresAsync(RunProgress progress, RunRow run, CancellationToken cancellationToken)
    {
        var final = (await leaderboard.ReadScoresAsync(run.RunId, cancellationToken)).ToDictionary(score => score.Subset);
        return progress with
        {
            Subsets =
            [
                .. progress.Subsets.Select(subset => final.TryGetValue(subset.Subset, out var score)
                    ? subset with { Score = score.Score, Low = score.Low, High = score.High }
                    : subset with { Score = null, Low = null, High = null }),
            ],
            Average = run.Average,
            AverageLow = run.AverageLow,
            AverageHigh = run.AverageHigh,
        };
    }
}
