namespace RewardBench2.Benchmark.Definitions;

/// <summary>The benchmarks whose definitions come with the project, each a JSON file in this folder.</summary>
public static class BenchmarkCatalog
{
    /// <summary>The default.</summary>
    public const string DefaultName = "rewardbench-2";

    /// <summary>All of them, the default first, the others by title.</summary>
    public static IReadOnlyList<BenchmarkDefinition> All { get; } = ReadAll();

    /// <summary>RewardBench 2: Malik et al., arXiv 2506.01937.</summary>
    public static BenchmarkDefinition RewardBench2 => All[0];

    /// <summary>The one of this name, case ignored; <c>null</c> when none comes with the project.</summary>
    public static BenchmarkDefinition? Find(string? name) =>
        All.FirstOrDefault(benchmark => string.Equals(benchmark.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A file of this folder, by the end of its name.</summary>
    internal static string ReadResource(string name)
    {
        var assembly = typeof(BenchmarkCatalog).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(one => one.EndsWith(name, StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IReadOnlyList<BenchmarkDefinition> ReadAll()
    {
        var assembly = typeof(BenchmarkCatalog).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".benchmark.json", StringComparison.Ordinal))
                .Select(name => DefinitionFile.Read(ReadResource(name)))
                .OrderByDescending(benchmark => benchmark.Name == DefaultName)
                .ThenBy(benchmark => benchmark.Title, StringComparer.Ordinal),
        ];
    }
}
