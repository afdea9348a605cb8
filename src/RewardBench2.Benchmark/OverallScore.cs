using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark;

/// <summary>A model's scores on a benchmark: one per subset it was scored on, and their average.</summary>
/// <param name="Subsets">Scores by subset, fractions; Ties from -0.01 to 1.01. Subsets without prompts are absent.</param>
/// <param name="Average">The benchmark's average; <c>null</c> when a subset is absent.</param>
/// <param name="Results">Per-prompt results by id, fractions between 0 and 1; prompts of Ties have none.</param>
/// <param name="Ties">The terms of Ties; <c>null</c> when it is absent.</param>
public sealed record OverallScore(
    IReadOnlyDictionary<Subset, double> Subsets,
    double? Average,
    IReadOnlyDictionary<string, double> Results,
    TiesScore? Ties)
{
    /// <summary>Scores prompts of any subsets of a benchmark, in any order.</summary>
    /// <exception cref="ArgumentException">A prompt has neither rewards nor a reported result, or a shape that its rule cannot score.</exception>
    public static OverallScore Compute(BenchmarkDefinition benchmark, IEnumerable<ScoredPrompt> prompts)
    {
        var subsets = new Dictionary<Subset, double>();
        var results = new Dictionary<string, double>();
        TiesScore? ties = null;
        foreach (var subset in prompts.GroupBy(prompt => prompt.Subset))
        {
            ScoredPrompt[] ofSubset = [.. subset];
            var own = benchmark.SubsetNamed(subset.Key.Name) ?? subset.Key;
            if (own.Rule is not PromptRule rule)
            {
                ties = Benchmark.Ties.Score(ofSubset);
                subsets[own] = ties.Score;
                continue;
            }

            subsets[own] = rule.Score(ofSubset);
            foreach (var prompt in ofSubset)
            {
                results[prompt.Id] = rule.ResultOf(prompt);
            }
        }

        return new OverallScore(BySubset.InOrder(subsets), benchmark.Average(subsets), results, ties);
    }
}
