namespace RewardBench2.Benchmark;

/// <summary>A model's scores: one per subset it was scored on, and their plain mean.</summary>
/// <param name="Subsets">Scores by subset, fractions; Ties from -0.01 to 1.01. Subsets without prompts are absent.</param>
/// <param name="Average">The plain mean of all six; <c>null</c> when one is absent.</param>
/// <param name="Results">Per-prompt results by id, fractions between 0 and 1; prompts of Ties have none.</param>
/// <param name="Ties">The terms of Ties; <c>null</c> when it is absent.</param>
public sealed record OverallScore(
    IReadOnlyDictionary<Subset, double> Subsets,
    double? Average,
    IReadOnlyDictionary<string, double> Results,
    TiesScore? Ties)
{
    /// <summary>Scores prompts of any subsets, in any order.</summary>
    /// <exception cref="ArgumentException">A prompt has neither rewards nor a reported result.</exception>
    public static OverallScore Compute(IEnumerable<ScoredPrompt> prompts)
    {
        var subsets = new SortedDictionary<Subset, double>();
        var results = new Dictionary<string, double>();
        TiesScore? ties = null;
        foreach (var subset in prompts.GroupBy(prompt => prompt.Subset))
        {
            ScoredPrompt[] ofSubset = [.. subset];
            if (subset.Key == Subset.Ties)
            {
                ties = Benchmark.Ties.Score(ofSubset);
                subsets[Subset.Ties] = ties.Score;
                continue;
            }

            subsets[subset.Key] = BestOfFour.Accuracy(ofSubset);
            foreach (var prompt in ofSubset)
            {
                results[prompt.Id] = BestOfFour.Result(prompt);
            }
        }

        return new OverallScore(subsets, AverageOf(subsets), results, ties);
    }

    /// <summary>The plain mean of the six subset scores; <c>null</c> when one is absent.</summary>
    public static double? AverageOf(IReadOnlyDictionary<Subset, double> subsets) =>
        subsets.Count == Benchmark.Subsets.All.Count ? subsets.Values.Average() : null;
}
