namespace RewardBench2.Benchmark;

/// <summary>What a benchmark computes beside its score: sections and further measures.</summary>
public static class MeasuredScores
{
    /// <summary>The score of each section whose subsets are all there, a fraction, in the benchmark's order; see <see cref="FurtherScore"/>.</summary>
    /// <param name="benchmark">Whose sections.</param>
    /// <param name="subsets">Scores by subset, fractions.</param>
    public static IReadOnlyList<(string Name, double Score)> OfSections(
        BenchmarkDefinition benchmark, IReadOnlyDictionary<Subset, double> subsets) =>
        WithScores(FurtherScore.OfSections(benchmark).Select(section => (section.Name, section.Definition.Average(subsets))));

    /// <summary>Every further measure, a fraction, in the benchmark's order; none when a subset or a prompt's rewards are absent.</summary>
    /// <param name="benchmark">Whose measures.</param>
    /// <param name="prompts">Scored prompts of all subsets, in any order.</param>
    /// <exception cref="ArgumentException">A prompt has a shape that a measure's rule cannot score.</exception>
    public static IReadOnlyList<(string Name, double Score)> OfMeasures(
        BenchmarkDefinition benchmark, IReadOnlyCollection<ScoredPrompt> prompts) =>
        prompts.Any(prompt => prompt.Rewards.Count == 0)
            ? []
            : WithScores(FurtherScore.OfMeasures(benchmark)
                .Select(measure => (measure.Name, OverallScore.Compute(measure.Definition, measure.Select(prompts)).Average)));

    private static IReadOnlyList<(string Name, double Score)> WithScores(IEnumerable<(string Name, double? Score)> scores) =>
        [.. scores.Where(score => score.Score is not null).Select(score => (score.Name, score.Score!.Value))];
}
