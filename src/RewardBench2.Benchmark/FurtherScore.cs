namespace RewardBench2.Benchmark;

/// <summary>A score beside the average that follows from the same rewards: a section's, or that of all subsets by another rule.</summary>
/// <param name="Name">The section's or the measure's name.</param>
/// <param name="Definition">A benchmark whose average is this score.</param>
public sealed record FurtherScore(string Name, BenchmarkDefinition Definition)
{
    /// <summary>
    /// A benchmark's further scores: sections first, then measures. A section that is one subset of the same name is left out, since
    /// its score is the subset's.
    /// </summary>
    public static IReadOnlyList<FurtherScore> Of(BenchmarkDefinition benchmark) => [.. OfSections(benchmark), .. OfMeasures(benchmark)];

    /// <summary>Those that are sections.</summary>
    public static IEnumerable<FurtherScore> OfSections(BenchmarkDefinition benchmark) => benchmark.Sections
        .Where(section => section.Subsets is not [var only] || only != section.Name)
        .Select(section => new FurtherScore(
            section.Name, new BenchmarkDefinition(benchmark.Name, benchmark.Title, [.. benchmark.SubsetsOf(section)])));

    /// <summary>Those that are measures.</summary>
    public static IEnumerable<FurtherScore> OfMeasures(BenchmarkDefinition benchmark) => benchmark.Measures
        .Select(measure => new FurtherScore(
            measure.Name,
            new BenchmarkDefinition(
                benchmark.Name,
                benchmark.Title,
                [.. benchmark.Subsets.Select(subset => new Subset(subset.Name, measure.Rule) { Weight = subset.Weight })],
                benchmark.Sections)));

    /// <summary>The prompts that count, under the subsets of <see cref="Definition"/>.</summary>
    public IReadOnlyList<ScoredPrompt> Select(IEnumerable<ScoredPrompt> prompts) =>
    [
        .. prompts
            .Select(prompt => (prompt, subset: Definition.SubsetNamed(prompt.Subset.Name)))
            .Where(pair => pair.subset is not null)
            .Select(pair => pair.prompt with { Subset = pair.subset! }),
    ];
}
