using RewardBench2.Benchmark;
using RewardBench2.Exchange.Exports;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;
using RewardBench2.Web.Layout;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Api;

/// <summary>Reads what is exported of a run.</summary>
public sealed class RunExports(LeaderboardTable leaderboard, ModelTable models, PromptTable prompts, PromptScoreTable scores, TimeProvider clock)
{
    public EveryEvalEverContext About(RunRow run, Uri site) => new(run.Dataset, BenchmarkOf(run), "RewardBench 2", site, SiteVersion.Text, clock.GetUtcNow());

    public async Task<ExportRow> ReadAsync(RunRow run, CancellationToken cancellationToken) => new()
    {
        Model = run.Model,
        ModelType = run.ModelType,
        Provenance = run.Provenance,
        RunId = run.RunId,
        EvaluatedAt = run.FinishedAt,
        Average = run.Average is { } average ? new ExportEstimate(average, run.AverageLow, run.AverageHigh) : null,
        Subsets = (await leaderboard.ReadScoresAsync(run.RunId, cancellationToken))
            .Where(score => BenchmarkOf(run).SubsetNamed(score.Subset) is not null)
            .ToDictionary(score => BenchmarkOf(run).SubsetNamed(score.Subset)!, score => new ExportEstimate(score.Score, score.Low, score.High)),
        HasOpenWeights = await models.FindAsync(run.Model, cancellationToken) is { } model ? ModelWeights.AreOpen(ModelFacts.From(model).Weights) : null,
    };

    /// <summary>What the run was scored on.</summary>
    /// <exception cref="InvalidOperationException">It was scored on candidates.</exception>
    public static BenchmarkDefinition BenchmarkOf(RunRow run) =>
        run.Benchmark ?? throw new InvalidOperationException("A run on candidates has no subsets to export.");

    /// <summary>The prompts that were scored, in the dataset's order.</summary>
    public async Task<IReadOnlyList<PromptScores>> ReadPromptsAsync(RunRow run, CancellationToken cancellationToken)
    {
        var scoreOf = (await scores.ReadOfRunAsync(run.RunId, cancellationToken)).Where(score => score.Error is null).ToDictionary(score => score.PromptId);
        var rows = (await prompts.ReadAllAsync(run.DatasetId, cancellationToken)).Where(row => scoreOf.ContainsKey(row.PromptId)).ToList();
        var whole = await prompts.ReadWholeAsync(rows, cancellationToken);
        return [.. rows.Select((row, at) => new PromptScores(whole[at], scoreOf[row.PromptId].Rewards, scoreOf[row.PromptId].Result))];
    }
}
