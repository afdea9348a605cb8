using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Places;

namespace RewardBench2.Web.Models;

/// <summary>Reads everything about one model.</summary>
public sealed class ModelReader(ModelTable models, ReportedScoreTable published, RunTable runs, LeaderboardTable leaderboard, DatasetTable datasets, LeaderboardCache leaderboards)
{
    // Finished ones first; nobody reads on a page through more.
    private const int MostRuns = 100;

    /// <summary>The model of a name, case ignored; <c>null</c> when it has no results here.</summary>
    public async Task<ModelProfile?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await models.FindAsync(name, cancellationToken) is not { } model)
        {
            return null;
        }

        var figures = await published.ReadAsync(benchmark: null, model.ModelId, cancellationToken);
        var (modelRuns, hidden) = await runs.ReadOfModelAsync(model.ModelId, MostRuns, cancellationToken);
        var seen = modelRuns.Select(run => run.Visibility == RunVisibility.Withdrawn ? WithoutScores(run) : run).ToList();
        var scores = new Dictionary<string, IReadOnlyList<RunScore>>();
        foreach (var run in seen.Where(run => run.State == RunState.Finished && run.Visibility == RunVisibility.Public))
        {
            scores[run.RunId] = await leaderboard.ReadScoresAsync(run.RunId, cancellationToken);
        }

        var titles = (await datasets.ReadAllAsync(cancellationToken))
            .Where(dataset => dataset.BenchmarkName is not null)
            .ToDictionary(dataset => dataset.Name, dataset => dataset.Title);
        var places = new List<ModelPlace>();
        foreach (var dataset in seen.Select(run => run.Dataset).Where(titles.ContainsKey).Prepend(PublishedSeeding.FirstRewardBench).Prepend(LeaderboardQuery.DefaultDataset).Distinct())
        {
            var ranked = await leaderboards.ReadAsync(dataset, cancellationToken);
            var title = titles.GetValueOrDefault(dataset, ranked.Benchmark.Title);
            places.AddRange(ranked.All(model.IsSweep)
                .Where(row => row.Model.Equals(model.Name, StringComparison.OrdinalIgnoreCase))
                .Select(row => ModelPlace.Of(row, title, ranked, model.IsSweep)));
        }

        return new ModelProfile(
            model,
            ModelFacts.From(model),
            places,
            [.. figures.GroupBy(figure => (figure.Benchmark, figure.Title)).Select(group => new PublishedSet(
                group.Key.Benchmark, group.Key.Title, group.First().Url, group.First().RetrievedOn, [.. group]))],
            [.. seen.Select(run => new ModelRun(run, scores.GetValueOrDefault(run.RunId, [])))],
            HiddenRuns: hidden);
    }

    private static RunRow WithoutScores(RunRow run) => run with { Average = null, AverageLow = null, AverageHigh = null };
}

/// <summary>Everything about one model.</summary>
/// <param name="Places">Its rows on the leaderboards it stands on, RewardBench 2 first.</param>
/// <param name="Published">Its published figures, by source.</param>
/// <param name="Runs">Its public runs, those under way, and without their scores those that were withdrawn, the newest first.</param>
/// <param name="HiddenRuns">How many more were made here that are not public.</param>
public sealed record ModelProfile(
    ModelRow Model,
    ModelFacts Facts,
    IReadOnlyList<ModelPlace> Places,
    IReadOnlyList<PublishedSet> Published,
    IReadOnlyList<ModelRun> Runs,
    int HiddenRuns)
{
    /// <summary>The figures of the first RewardBench; <c>null</c> where there are none.</summary>
    public PublishedSet? Version1 => Published.FirstOrDefault(set => set.Benchmark == PublishedSeeding.FirstRewardBench);
}

/// <summary>One model's figures from one source.</summary>
public sealed record PublishedSet(string Benchmark, string Title, string? Url, string? RetrievedOn, IReadOnlyList<PublishedScore> Figures);

/// <summary>A run with its subset scores; none until it is finished.</summary>
public sealed record ModelRun(RunRow Run, IReadOnlyList<RunScore> Scores);
