namespace RewardBench2.Benchmark.Statistics;

/// <summary>One model's contributions, unit by unit, to its score on every subset of a benchmark it was scored on.</summary>
/// <param name="Benchmark">Whose subsets they are.</param>
/// <param name="Subsets">Contributions by subset; subsets without prompts are absent.</param>
public sealed record ModelCredits(BenchmarkDefinition Benchmark, IReadOnlyDictionary<Subset, SubsetCredits> Subsets)
{
    /// <summary>The benchmark's average; <c>null</c> when a subset is absent.</summary>
    public double? Average => Benchmark.Average(Subsets.ToDictionary(subset => subset.Key, subset => subset.Value.Score));

    /// <summary>How many units each subset has, see <see cref="SubsetCredits"/>: what a <see cref="BootstrapPlan"/> is made for.</summary>
    public IReadOnlyDictionary<Subset, int> Units => Subsets.ToDictionary(subset => subset.Key, subset => subset.Value.Values.Length);

    /// <summary>Takes scored prompts of any subsets of a benchmark, in any order.</summary>
    /// <exception cref="ArgumentException">A prompt has neither rewards nor a reported result, or a shape that its rule cannot score.</exception>
    public static ModelCredits Compute(BenchmarkDefinition benchmark, IEnumerable<ScoredPrompt> prompts)
    {
        var subsets = new Dictionary<Subset, SubsetCredits>();
        foreach (var subset in prompts.GroupBy(prompt => prompt.Subset))
        {
            var own = benchmark.SubsetNamed(subset.Key.Name) ?? subset.Key;
            subsets[own] = own.Rule.Credits([.. subset]);
        }

        return new ModelCredits(benchmark, BySubset.InOrder(subsets));
    }
}
