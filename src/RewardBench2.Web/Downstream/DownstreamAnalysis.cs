using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Downstream;

/// <summary>How well scores predict outcomes among the models a reader chose.</summary>
/// <param name="Outcome">The outcome of the scatter plot; <c>null</c> when nothing was measured.</param>
/// <param name="Score">The score of the scatter plot.</param>
/// <param name="Points">Models that have both.</param>
/// <param name="Agreements">Of all points, then of each group of the source, if there are several.</param>
/// <param name="Grid">Pearson's correlation of every chosen score with every chosen outcome.</param>
/// <param name="Partials">Of the outcome with each subset, the other five held constant.</param>
/// <param name="Prediction">The outcome from the six subsets, each model predicted without itself.</param>
public sealed record DownstreamAnalysis(
    Outcome? Outcome,
    string Score,
    IReadOnlyList<DownstreamPoint> Points,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<string> GridScores,
    IReadOnlyList<Outcome> GridOutcomes,
    CorrelationGrid Grid,
    IReadOnlyDictionary<Subset, Correlation> Partials,
    TaskPrediction? Prediction)
{
    /// <summary>Up to how many models every choice of subsets is tried.</summary>
    public const int MostForChoices = 60;

    public static DownstreamAnalysis Compute(DownstreamOverview overview, DownstreamQuery query)
    {
        var models = query.Models(overview);
        var outcome = overview.Outcomes.FirstOrDefault(known => known.Key == query.Outcome) ?? (overview.Outcomes.Count > 0 ? overview.Outcomes[0] : null);
        var score = DownstreamOverview.ScoreNames.FirstOrDefault(name => name.Equals(query.Score, StringComparison.OrdinalIgnoreCase)) ?? Subsets.Average;
        IReadOnlyList<string> scores = Chosen(DownstreamOverview.ScoreNames, query.Scores, name => name);
        IReadOnlyList<Outcome> outcomes = Chosen(overview.Outcomes, query.Outcomes, known => known.Key);
        var grid = CorrelationGrid.Compute(
            CorrelationMethod.Pearson,
            [.. scores.Select(name => Column(models, name))],
            [.. outcomes.Select(known => Column(models, known))]);
        var points = outcome is null ? [] : DownstreamPoint.Compute(overview, models, score, outcome);
        var subsets = Subsets.All.ToDictionary(subset => subset, subset => Column(models, subset.Name));
        return new DownstreamAnalysis(
            outcome,
            score,
            points,
            Agreement.ByGroup(points),
            scores,
            outcomes,
            grid,
            outcome is null ? [] : subsets.ToDictionary(
                subset => subset.Key,
                subset => PartialCorrelation.Compute(
                    subset.Value, Column(models, outcome), [.. subsets.Where(other => other.Key != subset.Key).Select(other => other.Value)])),
            outcome is null ? null : TaskPrediction.LeaveOneOut(
                [.. subsets.Values], Column(models, outcome), Recipes(models.Count)));
    }

    // Trying every choice of subsets takes longest where it is needed least: many models settle weights of all six.
    private static IReadOnlyList<PredictionRecipe> Recipes(int models) =>
        models > MostForChoices
            ? PredictionRecipe.Ridge(Subsets.All.Count)
            : [.. PredictionRecipe.Ridge(Subsets.All.Count), .. PredictionRecipe.BestSubset(Subsets.All.Count)];

    private static IReadOnlyList<T> Chosen<T>(IReadOnlyList<T> all, IReadOnlyList<string> chosen, Func<T, string> key)
    {
        T[] kept = [.. all.Where(one => chosen.Contains(key(one), StringComparer.OrdinalIgnoreCase))];
        return kept.Length > 0 ? kept : all;
    }

    private static double?[] Column(IReadOnlyList<DownstreamModel> models, string score) =>
        [.. models.Select(model => model.Scores.TryGetValue(score, out var value) ? value : (double?)null)];

    private static double?[] Column(IReadOnlyList<DownstreamModel> models, Outcome outcome) =>
        [.. models.Select(model => model.Results.TryGetValue(outcome, out var value) ? value : (double?)null)];
}

/// <summary>A model in the scatter plot.</summary>
/// <param name="Number">Its label in the plot: its place among all models with downstream results, from 1.</param>
/// <param name="Score">A fraction.</param>
/// <param name="Result">A fraction.</param>
public sealed record DownstreamPoint(int Number, DownstreamModel Model, double Score, double Result)
{
    public static IReadOnlyList<DownstreamPoint> Compute(
        DownstreamOverview overview, IReadOnlyList<DownstreamModel> models, string score, Outcome outcome)
    {
        var chosen = models.ToHashSet();
        return
        [
            .. overview.Models
                .Select((model, i) => (Model: model, Number: i + 1))
                .Where(entry => chosen.Contains(entry.Model) && entry.Model.Scores.ContainsKey(score) && entry.Model.Results.ContainsKey(outcome))
                .Select(entry => new DownstreamPoint(entry.Number, entry.Model, entry.Model.Scores[score], entry.Model.Results[outcome])),
        ];
    }
}

/// <summary>How far score and outcome agree among some models.</summary>
/// <param name="Group">The source's group; <c>null</c> for all of them.</param>
/// <param name="Fit">The straight line through the points; <c>null</c> where there is none.</param>
public sealed record Agreement(string? Group, Correlation Pearson, Correlation Spearman, Line? Fit)
{
    /// <summary>All points, then each group of which there are several.</summary>
    public static IReadOnlyList<Agreement> ByGroup(IReadOnlyList<DownstreamPoint> points)
    {
        var groups = points.GroupBy(point => point.Model.Group).ToList();
        return [Compute(null, points), .. groups.Count > 1 ? groups.Select(group => Compute(group.Key ?? "Without a group", [.. group])) : []];
    }

    public static Agreement Compute(string? group, IReadOnlyList<DownstreamPoint> points)
    {
        double[] scores = [.. points.Select(point => point.Score)];
        double[] results = [.. points.Select(point => point.Result)];
        double?[] first = [.. scores.Select(value => (double?)value)];
        double?[] second = [.. results.Select(value => (double?)value)];
        return new Agreement(
            group,
            Correlation.Compute(CorrelationMethod.Pearson, first, second),
            Correlation.Compute(CorrelationMethod.Spearman, first, second),
            Line.Fit(scores, results));
    }
}
