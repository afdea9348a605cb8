using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Benchmark;

/// <summary>The six subsets of RewardBench 2, for what is about that benchmark alone, such as its paper.</summary>
public static class Subsets
{
    /// <summary>What files and pages call a benchmark's average, where it stands among the subsets.</summary>
    public const string Average = "Average";

    /// <summary>All six, in official order.</summary>
    public static IReadOnlyList<Subset> All => BenchmarkCatalog.RewardBench2.Subsets;

    public static Subset Factuality { get; } = Named("Factuality");

    public static Subset PreciseIF { get; } = Named("Precise IF");

    public static Subset Math { get; } = Named("Math");

    public static Subset Safety { get; } = Named("Safety");

    public static Subset Focus { get; } = Named("Focus");

    public static Subset Ties { get; } = Named("Ties");

    /// <summary>Reads the official spelling, case ignored; <c>null</c> when there is no such subset.</summary>
    public static Subset? Parse(string? name) => BenchmarkCatalog.RewardBench2.FindSubset(name);

    private static Subset Named(string name) => BenchmarkCatalog.RewardBench2.FindSubset(name)
        ?? throw new InvalidOperationException($"The definition of RewardBench 2 lacks {name}.");
}
