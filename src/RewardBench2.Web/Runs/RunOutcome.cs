using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Places;

namespace RewardBench2.Web.Runs;

/// <summary>What came of a finished run on a benchmark.</summary>
/// <param name="Place">Its place on the leaderboard; where the leaderboard shows another row for the model or none, the place it would have.</param>
/// <param name="IsOnLeaderboard">The leaderboard shows this run.</param>
/// <param name="Took">How long it was checked and scored, waiting and pauses left out; <c>null</c> where nothing was scored here.</param>
/// <param name="Meter">What it asked of its server; <c>null</c> without one.</param>
/// <param name="EmptySubsets">Subsets without a prompt in the dataset, for which there is no average.</param>
public sealed record RunOutcome(ModelPlace Place, bool IsOnLeaderboard, TimeSpan? Took, RunMeterReading? Meter, IReadOnlyList<string> EmptySubsets);

/// <summary>Reads what came of a run.</summary>
public sealed class RunOutcomeReader(LeaderboardCache leaderboards, LeaderboardTable scores, DatasetTable datasets, PromptTable prompts)
{
    /// <returns><c>null</c> for a run that is not finished, or of candidates for best-of-N.</returns>
    public async Task<RunOutcome?> ReadAsync(RunRow run, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        if (run is not { State: RunState.Finished, Benchmark: { } benchmark })
        {
            return null;
        }

        var ranked = await leaderboards.ReadAsync(run.Dataset, cancellationToken);
        var title = (await datasets.FindAsync(run.Dataset, cancellationToken))?.Title ?? benchmark.Title;
        var shown = ranked.Rows.FirstOrDefault(row => row.RunId == run.RunId);
        var counts = await prompts.CountAsync(run.DatasetId, cancellationToken);
        return new RunOutcome(
            shown is null ? await WouldBeAsync(run, benchmark, title, ranked, cancellationToken) : ModelPlace.Of(shown, title, ranked),
            shown is not null || IsNewest(run, ranked),
            TimeOf(events),
            run.Meter is null ? null : JsonSerializer.Deserialize<RunMeterReading>(run.Meter, SubmissionJson.Options),
            [.. benchmark.Subsets.Select(subset => subset.Name).Where(subset => counts.GetValueOrDefault(subset) == 0)]);
    }

    /// <summary>The time that a run was being checked or scored; <c>null</c> where it never was.</summary>
    public static TimeSpan? TimeOf(IReadOnlyList<RunEvent> events)
    {
        var spans = events.Zip(events.Skip(1)).Where(pair => pair.First.State is RunState.Checking or RunState.Running).ToList();
        return spans.Count == 0 ? null : spans.Aggregate(TimeSpan.Zero, (sum, pair) => sum + (pair.Second.At - pair.First.At));
    }

    // The leaderboard is read anew a moment after a run has finished, and then shows it.
    private static bool IsNewest(RunRow run, RankedModels ranked) => run.Visibility == RunVisibility.Public && !ranked.Rows.Any(
        row => row.Model == run.Model && row.Provenance == run.Provenance && row.FinishedAt > run.FinishedAt);

    private async Task<ModelPlace> WouldBeAsync(
        RunRow run, BenchmarkDefinition benchmark, string title, RankedModels ranked, CancellationToken cancellationToken)
    {
        var row = LeaderboardRow.OfRun(benchmark, new BoardRun
        {
            RunId = run.RunId,
            ModelId = run.ModelId,
            Model = run.Model,
            ModelType = run.ModelType,
            Provenance = run.Provenance,
            BackendKind = run.BackendKind,
            IsVerified = run.IsVerified,
            Average = run.Average,
            AverageLow = run.AverageLow,
            AverageHigh = run.AverageHigh,
            FinishedAt = run.FinishedAt ?? run.CreatedAt,
            RunsMade = 1,
            Scores = await scores.ReadScoresAsync(run.RunId, cancellationToken),
        });
        var rows = Ranking.Rank([.. ranked.Rows.Where(other => other.Model != row.Model || other.Provenance != row.Provenance), row]);
        return ModelPlace.Of(rows.Single(one => one.RunId == run.RunId), title, ranked with { Rows = rows });
    }
}
