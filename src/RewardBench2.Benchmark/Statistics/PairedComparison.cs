using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>Two models on the prompts that both were scored on.</summary>
/// <param name="Subsets">Differences by subset, over common prompts (of Ties: pairs); subsets without any are absent.</param>
/// <param name="Average">The difference of the benchmark's averages; <c>null</c> when a subset is absent.</param>
/// <param name="SubsetDiscordance">Discordant prompts by subset; none of Ties, whose prompts have no result of their own.</param>
/// <param name="Discordance">Discordant prompts of all those subsets together.</param>
/// <param name="IsComplete">Whether each model was scored on every prompt the other was scored on.</param>
public sealed record PairedComparison(
    IReadOnlyDictionary<Subset, PairedDifference> Subsets,
    PairedDifference? Average,
    IReadOnlyDictionary<Subset, Discordance> SubsetDiscordance,
    Discordance Discordance,
    bool IsComplete)
{
    /// <summary>Compares two models.</summary>
    /// <param name="first">The model whose advantage counts as positive.</param>
    /// <param name="second">The model it is compared with.</param>
    /// <param name="plan">
    /// The dataset's plan, which saves drawing resamples anew; used when it fits the common prompts. Otherwise, or where
    /// there is none, one of the same size and seed is made for them.
    /// </param>
    /// <param name="confidence">Defaults to 0.95.</param>
    public static PairedComparison Compute(
        ModelCredits first, ModelCredits second, BootstrapPlan? plan = null, double confidence = Confidence.Default)
    {
        var (left, right) = CommonPrompts(first, second);
        var gap = new ModelCredits(first.Benchmark, left.Subsets.ToDictionary(
            subset => subset.Key,
            subset => new SubsetCredits(
                subset.Value.Keys,
                [.. subset.Value.Values.Zip(right.Subsets[subset.Key].Values, (one, other) => one - other)])));

        // A difference of means is the mean of the differences, so resampling these is the paired bootstrap.
        plan = plan is not null && plan.Fits(gap)
            ? plan
            : new BootstrapPlan(gap.Benchmark, gap.Units, plan?.Resamples ?? BootstrapWeights.DefaultResamples, plan?.Seed ?? BootstrapWeights.DefaultSeed);
        var intervals = plan.Intervals(gap, confidence);
        var discordance = gap.Benchmark.Subsets.Where(subset => subset.Rule is PromptRule && gap.Subsets.ContainsKey(subset)).ToDictionary(
            subset => subset,
            subset => Discordance.Count(left.Subsets[subset].Results, right.Subsets[subset].Results));

        return new PairedComparison(
            gap.Subsets.ToDictionary(
                subset => subset.Key,
                subset => new PairedDifference(subset.Value.Score, intervals.Subsets[subset.Key])),
            intervals.Average is { } interval ? new PairedDifference(gap.Average!.Value, interval) : null,
            discordance,
            new Discordance(
                discordance.Values.Sum(subset => subset.OnlyFirst),
                discordance.Values.Sum(subset => subset.OnlySecond),
                discordance.Values.Sum(subset => subset.Prompts)),
            IsComplete: SameSize(first, left) && SameSize(second, right));
    }

    private static bool SameSize(ModelCredits model, ModelCredits common) =>
        model.Subsets.Values.Sum(subset => subset.Values.Length) == common.Subsets.Values.Sum(subset => subset.Values.Length);

    private static (ModelCredits First, ModelCredits Second) CommonPrompts(ModelCredits first, ModelCredits second)
    {
        var left = new OrderedDictionary<Subset, SubsetCredits>();
        var right = new OrderedDictionary<Subset, SubsetCredits>();
        foreach (var (subset, mine) in first.Subsets)
        {
            if (!second.Subsets.TryGetValue(subset, out var theirs))
            {
                continue;
            }

            var common = mine.Keys.Intersect(theirs.Keys, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            if (common.Count > 0)
            {
                left[subset] = mine.Only(common);
                right[subset] = theirs.Only(common);
            }
        }

        return (new ModelCredits(first.Benchmark, left), new ModelCredits(second.Benchmark, right));
    }
}
