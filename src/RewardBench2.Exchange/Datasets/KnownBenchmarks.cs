using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Which benchmark the rows of a file may be of.</summary>
/// <param name="All">Every definition here.</param>
/// <param name="Wanted">The one that whoever brings the file names; <c>null</c> where the rows have to show it.</param>
public sealed record KnownBenchmarks(IReadOnlyList<BenchmarkDefinition> All, BenchmarkDefinition? Wanted = null)
{
    /// <summary>Those that come with the project.</summary>
    public static KnownBenchmarks Catalog { get; } = new(BenchmarkCatalog.All);

    /// <summary>The one of this name, case ignored; <c>null</c> when there is none.</summary>
    public BenchmarkDefinition? Find(string name) =>
        All.FirstOrDefault(benchmark => string.Equals(benchmark.Name, name, StringComparison.OrdinalIgnoreCase));
}
