using RewardBench2.Benchmark;

namespace RewardBench2.Web.Prompts;

/// <summary>A model's scores with all prompts, and without those that an admin agrees are wrong.</summary>
/// <param name="With">The average of all; <c>null</c> when a subset is absent.</param>
/// <param name="Without">The average of the rest, by the same rules.</param>
public sealed record FlaggedScore(string RunId, string Model, string ModelType, double? With, double? Without)
{
    /// <summary>In percentage points as a fraction; <c>null</c> when either is absent.</summary>
    public double? Difference => Without - With;

    public static IReadOnlyList<FlaggedScore> Compute(ExplorerSnapshot snapshot) =>
    [
        .. snapshot.Models.AsParallel().AsOrdered().Select(model => new FlaggedScore(
            model.RunId, model.Model, model.ModelType, AverageOf(snapshot, model, _ => true), AverageOf(snapshot, model, at => !snapshot.IsFlagged[at]))),
    ];

    private static double? AverageOf(ExplorerSnapshot snapshot, ExplorerModel model, Func<int, bool> counts)
    {
        var prompts = Enumerable.Range(0, snapshot.Prompts.Count)
            .Where(at => counts(at) && !double.IsNaN(model.Credits[at]))
            .Select(at => (Prompt: snapshot.Prompts[at], At: at))
            .Where(entry => !entry.Prompt.IsTies || model.Rewards[entry.At].Length > 0)
            .Select(entry => new ScoredPrompt(
                entry.Prompt.Id, snapshot.Benchmark.SubsetNamed(entry.Prompt.Subset)!, model.Rewards[entry.At], entry.Prompt.ChosenCount, model.Credits[entry.At]));
        return OverallScore.Compute(snapshot.Benchmark, prompts).Average;
    }
}
