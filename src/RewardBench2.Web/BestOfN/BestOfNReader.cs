using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;

namespace RewardBench2.Web.BestOfN;

/// <summary>Reads runs on candidates and computes their curves; keeps them until the database's revision moves.</summary>
public sealed class BestOfNReader(
    DatasetTable datasets, PromptTable prompts, RunTable runs, LeaderboardTable leaderboard, PromptScoreTable scores, RevisionClock revision)
{
    private readonly ByRevision<(string Dataset, string? Task), BestOfNRanking?> _rankings = new(revision, mostKept: 32);

    /// <summary>Every dataset of candidates.</summary>
    public async Task<IReadOnlyList<DatasetRow>> ReadDatasetsAsync(CancellationToken cancellationToken) =>
        [.. (await datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == StoredDatasetKind.Candidates)];

    /// <summary>The curves of all public runs on a dataset of candidates.</summary>
    /// <param name="task">Only prompts of this task; <c>null</c> for all. One that is not there counts as none.</param>
    /// <returns><c>null</c> when there is no such dataset of candidates.</returns>
    public Task<BestOfNRanking?> ReadAsync(string dataset, string? task, CancellationToken cancellationToken) =>
        _rankings.ReadAsync(
            (dataset, task),
            async (_, _) => await datasets.FindAsync(dataset, CancellationToken.None) is { Kind: StoredDatasetKind.Candidates } row
                ? await ComputeAsync(row, task, extraRun: null, CancellationToken.None)
                : null,
            cancellationToken);

    /// <summary>The same with one more finished run, which only those see who know its id.</summary>
    public async Task<BestOfNRanking?> ReadWithAsync(string dataset, string? task, string runId, CancellationToken cancellationToken) =>
        await datasets.FindAsync(dataset, cancellationToken) is { Kind: StoredDatasetKind.Candidates } row
            && await runs.FindAsync(runId, cancellationToken) is { State: RunState.Finished } run && run.DatasetId == row.DatasetId
            ? await ComputeAsync(row, task, run, cancellationToken)
            : await ReadAsync(dataset, task, cancellationToken);

    /// <summary>One prompt with its candidates; <c>null</c> when the dataset has none of that id.</summary>
    public async Task<Benchmark.Prompt?> FindPromptAsync(BestOfNRanking ranking, string id, CancellationToken cancellationToken) =>
        (await prompts.FindAsync(ranking.Dataset.DatasetId, id, cancellationToken))?.Prompt;

    private async Task<BestOfNRanking> ComputeAsync(DatasetRow dataset, string? task, RunRow? extraRun, CancellationToken cancellationToken)
    {
        var labels = await prompts.ReadLabelsAsync(dataset.DatasetId, cancellationToken);
        string[] tasks = [.. labels.Select(label => label.Task).Distinct()];
        PromptLabels[] chosen = [.. labels.Where(label => label.Task == task || !tasks.Contains(task))];
        var found = new List<(string RunId, string Model, string ModelType, double[][] Rewards)>();
        var shown = (await leaderboard.ReadRunsAsync(dataset.Name, cancellationToken)).Select(run => (run.RunId, run.Model, run.ModelType)).ToList();
        if (extraRun is not null && shown.All(run => run.RunId != extraRun.RunId))
        {
            shown.Add((extraRun.RunId, extraRun.Model, extraRun.ModelType));
        }

        foreach (var run in shown)
        {
            var rewards = (await scores.ReadOfRunAsync(run.RunId, cancellationToken)).ToDictionary(score => score.PromptId, score => score.Rewards);

            // A file of a judge's verdicts may lack the rewards; there is nothing to choose by then.
            if (chosen.All(label => rewards.TryGetValue(label.PromptId, out var own) && own.Length == label.IsCorrect.Length))
            {
                found.Add((run.RunId, run.Model, run.ModelType, [.. chosen.Select(label => rewards[label.PromptId])]));
            }
        }

        return ToRanking(dataset, tasks, chosen, found);
    }

    private static BestOfNRanking ToRanking(
        DatasetRow dataset,
        string[] tasks,
        PromptLabels[] labels,
        List<(string RunId, string Model, string ModelType, double[][] Rewards)> models)
    {
        bool[][] isCorrect = [.. labels.Select(label => label.IsCorrect)];
        var weights = new BootstrapWeights(labels.Length);
        var curves = BestOfNCurves.OfAny([.. models.Select(model => model.Rewards)], isCorrect, weights);
        return new BestOfNRanking(
            dataset,
            tasks,
            labels,
            [
                .. models
                    .Zip(curves, (model, curve) => new BestOfNModel(model.RunId, model.Model, model.ModelType, model.Rewards, curve))
                    .OrderByDescending(model => model.Curve.Values[^1])
                    .ThenBy(model => model.Name, StringComparer.OrdinalIgnoreCase),
            ],
            BestOfNCurves.Oracle(isCorrect, weights),
            BestOfNCurves.Mean(isCorrect, weights),
            labels.Any(label => label.Answers.Any(answer => answer is not null))
                ? BestOfNCurves.Majority([.. labels.Select(label => label.Answers)], isCorrect, weights)
                : null);
    }
}
