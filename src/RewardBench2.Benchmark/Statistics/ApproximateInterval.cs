namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// Intervals for published figures that come without per-prompt results: binomial, from the number of prompts alone,
/// hence approximate, and to be marked so wherever they are shown.
/// </summary>
/// <remarks>Partial credit on shared rewards varies less than right and wrong do, so these are rather too wide than too narrow.</remarks>
public static class ApproximateInterval
{
    /// <summary>Wilson's interval of a share.</summary>
    /// <param name="score">A fraction; outside 0 to 1 (Ties reaches -0.01 and 1.01) the nearer end is taken, and the interval stretched to hold the score.</param>
    /// <param name="prompts">How many prompts (of Ties: pairs) the score is a mean over; at least 1.</param>
    /// <param name="confidence">Defaults to 0.95.</param>
    /// <remarks>Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927).</remarks>
    public static Interval OfProportion(double score, int prompts, double confidence = Confidence.Default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prompts, 1);
        var z = Confidence.StandardErrors(confidence);
        var share = Math.Clamp(score, 0, 1);
        var shrink = 1 + (z * z / prompts);
        var centre = (share + (z * z / (2.0 * prompts))) / shrink;
        var reach = z / shrink * Math.Sqrt((share * (1 - share) / prompts) + (z * z / (4.0 * prompts * prompts)));
        return new Interval(Math.Min(centre - reach, score), Math.Max(centre + reach, score));
    }

    /// <summary>The interval of a published score on a subset of the whole benchmark; <c>null</c> where its number of prompts is not known.</summary>
    public static Interval? OfSubset(Subset subset, double score, double confidence = Confidence.Default) =>
        subset.Prompts is { } prompts ? OfProportion(score, subset.Rule.Units(prompts), confidence) : null;

    /// <summary>The interval of the average of published scores; <c>null</c> when a score, or a number of prompts, is not known.</summary>
    /// <remarks>See <see cref="IndependentScores"/>: the subsets are independent.</remarks>
    public static Interval? OfAverage(
        BenchmarkDefinition benchmark, IReadOnlyDictionary<Subset, double> subsets, double confidence = Confidence.Default)
    {
        if (benchmark.Average(subsets) is null)
        {
            return null;
        }

        var scores = new List<WeightedScore>();
        foreach (var (subset, score) in subsets)
        {
            if (OfSubset(subset, score, confidence) is not { } interval)
            {
                return null;
            }

            scores.Add(new WeightedScore(Weight(benchmark, subset), score, interval));
        }

        return IndependentScores.WeightedMean(scores).Interval;
    }

    /// <summary>The interval of a section that is published without its subsets, each taken to have the section's score; <c>null</c> where numbers of prompts are not known.</summary>
    public static Interval? OfSection(BenchmarkDefinition benchmark, Section section, double score, double confidence = Confidence.Default)
    {
        var scores = new List<WeightedScore>();
        foreach (var subset in benchmark.SubsetsOf(section))
        {
            if (OfSubset(subset, score, confidence) is not { } interval)
            {
                return null;
            }

            scores.Add(new WeightedScore(subset.Weight, score, interval));
        }

        return IndependentScores.WeightedMean(scores).Interval;
    }

    /// <summary>The interval of the average of published sections; <c>null</c> when one, or a number of prompts, is not known.</summary>
    public static Interval? OfSections(
        BenchmarkDefinition benchmark, IReadOnlyDictionary<string, double> sections, double confidence = Confidence.Default)
    {
        if (benchmark.AverageOfSections(sections) is null)
        {
            return null;
        }

        var scores = new List<WeightedScore>();
        foreach (var section in benchmark.Sections)
        {
            if (OfSection(benchmark, section, sections[section.Name], confidence) is not { } interval)
            {
                return null;
            }

            scores.Add(new WeightedScore(section.Weight, sections[section.Name], interval));
        }

        return IndependentScores.WeightedMean(scores).Interval;
    }

    // Weights that stand to each other as the subsets do in the average; 1 where all count the same.
    private static double Weight(BenchmarkDefinition benchmark, Subset subset) => benchmark.Divisor(benchmark.Subsets[0]) / benchmark.Divisor(subset);
}
