namespace RewardBench2.Benchmark;

/// <summary>What a benchmark computes beside its score: sections and further measures.</summary>
public static class MeasuredScores
{
    /// <summary>
    /// The score of each section whose subsets are all there, a fraction, in the benchmark's order; a section that is one subset of the
    /// same name is left out, since its score is the subset's.
    /// </summary>
    /// <param name="benchmark">Whose sections.</param>
    /// <param name="subsets">Scores by subset, fractions.</param>
    public static IReadOnlyList<(string Name, double Score)> OfSections(
        BenchmarkDefinition benchmark, IReadOnlyDictionary<Subset, double> subsets) =>
    [
        .. benchmark.Sections
            .Where(section => section.Subsets is not [var only] || only != section.Name)
            .Select(section => (section.Name, Score: benchmark.ScoreOf(section, subsets)))
            .Where(section => section.Score is not null)
            .Select(section => (section.Name, section.Score!.Value)),
    ];

    /// <summary>Every further measure, a fraction, in the benchmark's order; none when a subset or a prompt's rewards are absent.</summary>
    /// <param name="benchmark">Whose measures.</param>
    /// <param name="prompts">Scored prompts of all subsets, in any order.</param>
    /// <exception cref="ArgumentException">A prompt has a shape that a measure's rule cannot score.</exception>
    public static IReadOnlyList<(string Name, double Score)> OfMeasures(
        BenchmarkDefinition benchmark, IReadOnlyCollection<ScoredPrompt> prompts)
    {
        if (benchmark.Measures.Count == 0 || prompts.Any(prompt => prompt.Rewards.Count == 0))
        {
            return [];
        }

        var bySubset = prompts.GroupBy(prompt => prompt.Subset).ToDictionary(subset => subset.Key, subset => subset.ToArray());
        return
        [
            .. benchmark.Measures
                .Select(measure => (measure.Name, Score: benchmark.Average(
                    bySubset.ToDictionary(subset => subset.Key, subset => measure.Rule.Score(subset.Value)))))
                .Where(measure => measure.Score is not null)
                .Select(measure => (measure.Name, measure.Score!.Value)),
        ];
    }
}
