using RewardBench2.Benchmark;

namespace RewardBench2.Web.About;

/// <summary>A part of the about page that can be linked to.</summary>
/// <param name="Id">Its fragment.</param>
/// <param name="Title">Its heading.</param>
public sealed record AboutSection(string Id, string Title)
{
    /// <summary>The parts, in order.</summary>
    public static IReadOnlyList<AboutSection> All { get; } =
    [
        new("benchmark", "The benchmark"),
        new("subsets", "Six subsets"),
        new("best-of-4", "Best of four"),
        new("ties", "Ties"),
        new("average", Subsets.Average),
        new("judges", "Judges"),
        new("classifiers", "Classifiers"),
        new("statistics", "How sure a score is"),
        new("downstream", "Downstream use"),
        new("tables", "Reading the tables"),
        new("glossary", "Glossary"),
        new("sources", "Sources"),
    ];
}
