using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Runs;

namespace RewardBench2.Web.Compare;

/// <summary>Lays two to five models of one leaderboard side by side.</summary>
public sealed class ComparisonReader(LeaderboardCache leaderboards, ScoredRuns runs)
{
    public const int MostModels = LeaderboardView.MostCompared;

    public async Task<Comparison> ReadAsync(string dataset, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var leaderboard = await leaderboards.ReadAsync(dataset, cancellationToken);
        var asked = names.Distinct(StringComparer.OrdinalIgnoreCase).Take(MostModels).ToList();
        var rows = asked
            .Select(name => RowChoice.OfModel(leaderboard.RowsWithSweeps.Where(row => row.Model.Equals(name, StringComparison.OrdinalIgnoreCase))))
            .OfType<LeaderboardRow>()
            .ToList();

        var scored = new Dictionary<string, ScoredRun>();
        foreach (var row in rows.Where(row => row.RunId is not null))
        {
            scored[row.Model] = await runs.ReadAsync(row.RunId!, leaderboard.Benchmark, cancellationToken);
        }

        var pairs = new List<ModelPair>();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = i + 1; j < rows.Count; j++)
            {
                pairs.Add(Pair(rows[i], rows[j], scored));
            }
        }

        return new Comparison(
            leaderboard,
            rows,
            [.. asked.Where(name => rows.All(row => !row.Model.Equals(name, StringComparison.OrdinalIgnoreCase)))],
            WithHolm(pairs));
    }

    private ModelPair Pair(LeaderboardRow first, LeaderboardRow second, Dictionary<string, ScoredRun> scored)
    {
        if (!scored.TryGetValue(first.Model, out var one) || !scored.TryGetValue(second.Model, out var other))
        {
            return new ModelPair(first, second, Paired: null, AdjustedP: null, OnlyFirst: [], OnlySecond: []);
        }

        var paired = PairedComparison.Compute(one.Credits, other.Credits, runs.PlanFor(one.Credits));
        var results = other.Prompts.Where(prompt => prompt.Subset.Rule is PromptRule).ToDictionary(prompt => prompt.Id, ResultOf);
        var (onlyFirst, onlySecond) = (new List<ScoredPrompt>(), new List<ScoredPrompt>());
        foreach (var prompt in one.Prompts.Where(prompt => prompt.Subset.Rule is PromptRule && results.ContainsKey(prompt.Id)))
        {
            var (mine, theirs) = (Discordance.IsRight(ResultOf(prompt)), Discordance.IsRight(results[prompt.Id]));
            if (mine != theirs)
            {
                (mine ? onlyFirst : onlySecond).Add(prompt);
            }
        }

        return new ModelPair(first, second, paired, AdjustedP: null, onlyFirst, onlySecond);
    }

    private static double ResultOf(ScoredPrompt prompt) => ((PromptRule)prompt.Subset.Rule).ResultOf(prompt);

    private static IReadOnlyList<ModelPair> WithHolm(List<ModelPair> pairs)
    {
        var tested = pairs.Where(pair => pair.Paired is not null).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(pair => pair.Paired!.Discordance.PValue)]);
        return [.. pairs.Select(pair => tested.IndexOf(pair) is var at and >= 0 ? pair with { AdjustedP = adjusted[at] } : pair)];
    }
}

/// <summary>Models side by side.</summary>
/// <param name="Rows">The models found, in the order asked for.</param>
/// <param name="Unknown">Names that have no row on this leaderboard.</param>
/// <param name="Pairs">Every two of the models.</param>
public sealed record Comparison(RankedModels Leaderboard, IReadOnlyList<LeaderboardRow> Rows, IReadOnlyList<string> Unknown, IReadOnlyList<ModelPair> Pairs)
{
    /// <summary>What the models were scored on.</summary>
    public BenchmarkDefinition Benchmark => Leaderboard.Benchmark;
}

/// <summary>Two models.</summary>
/// <param name="Paired">Prompt by prompt; <c>null</c> unless both were scored here.</param>
/// <param name="AdjustedP">McNemar's p value, corrected by Holm for all pairs tested.</param>
/// <param name="OnlyFirst">Prompts that only the first model has right.</param>
/// <param name="OnlySecond">Prompts that only the second model has right.</param>
public sealed record ModelPair(
    LeaderboardRow First,
    LeaderboardRow Second,
    PairedComparison? Paired,
    double? AdjustedP,
    IReadOnlyList<ScoredPrompt> OnlyFirst,
    IReadOnlyList<ScoredPrompt> OnlySecond)
{
    /// <summary>First minus second with an interval: paired where both were scored here, else from both models' own intervals.</summary>
    /// <remarks>
    /// Models scored on the same prompts tend to be right on the same ones, so the interval of an unpaired difference, which
    /// takes them for independent, is rather too wide.
    /// </remarks>
    public PairedDifference? Difference(Subset? subset)
    {
        if (Paired is not null)
        {
            return subset is { } one ? Paired.Subsets.GetValueOrDefault(one) : Paired.Average;
        }

        if (First.Score(subset) is not { Low: not null, High: not null } mine || Second.Score(subset) is not { Low: not null, High: not null } theirs)
        {
            return null;
        }

        var (gap, interval) = IndependentScores.Difference(mine.Score, mine.Interval, theirs.Score, theirs.Interval);
        return new PairedDifference(gap, interval);
    }
}
