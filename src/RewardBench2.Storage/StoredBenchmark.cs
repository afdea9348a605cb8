using System.Collections.Concurrent;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Storage;

/// <summary>Finds the definition that a stored name stands for.</summary>
internal static class StoredBenchmark
{
    private static readonly ConcurrentDictionary<string, BenchmarkDefinition> ByText = new(StringComparer.Ordinal);

    /// <summary>The definition of a dataset's prompts; <c>null</c> for candidates, which are of no benchmark.</summary>
    /// <param name="name">As the dataset names it.</param>
    /// <param name="definition">As it was brought in; <c>null</c> for one that comes with the project.</param>
    public static BenchmarkDefinition? Of(string? name, string? definition) =>
        name is null ? null
        : definition is not null ? ByText.GetOrAdd(definition, DefinitionFile.Read)
        : BenchmarkCatalog.Find(name) ?? throw new InvalidOperationException($"The benchmark '{name}' is neither stored nor one of the project's.");
}
