namespace RewardBench2.Benchmark.Statistics;

/// <summary>One model's contributions, prompt by prompt, to its score on every subset it was scored on.</summary>
/// <param name="Subsets">Contributions by subset; subsets without prompts are absent.</param>
public sealed record ModelCredits(IReadOnlyDictionary<Subset, SubsetCredits> Subsets)
{
    /// <summary>The plain mean of the six subset scores; <c>null</c> when one is absent.</summary>
    public double? Average => OverallScore.AverageOf(Subsets.ToDictionary(subset => subset.Key, subset => subset.Value.Score));

    /// <summary>How many units (prompts; of Ties pairs) each subset has: what a <see cref="BootstrapPlan"/> is made for.</summary>
    public IReadOnlyDictionary<Subset, int> Units => Subsets.ToDictionary(subset => subset.Key, subset => subset.Value.Values.Length);

    /// <summary>Takes scored prompts of any subsets, in any order.</summary>
    /// <exception cref="ArgumentException">A prompt has neither rewards nor a reported result.</exception>
    public static ModelCredits Compute(IEnumerable<ScoredPrompt> prompts)
    {
        var subsets = new SortedDictionary<Subset, SubsetCredits>();
        foreach (var subset in prompts.GroupBy(prompt => prompt.Subset))
        {
            subsets[subset.Key] = subset.Key == Subset.Ties ? SubsetCredits.OfTies([.. subset]) : SubsetCredits.OfBestOfFour(subset);
        }

        return new ModelCredits(subsets);
    }
}
