using System.Text.Json;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark.Definitions;

/// <summary>Reads and writes <c>benchmark.json</c>, the definition of a benchmark.</summary>
public static class DefinitionFile
{
    /// <summary>The longest definition that is read, in characters.</summary>
    public const int LongestText = 100_000;

    /// <summary>The JSON schema of definitions, for editors.</summary>
    public static string Schema => BenchmarkCatalog.ReadResource("benchmark.schema.json");

    /// <summary>Reads a definition.</summary>
    /// <param name="text">JSON; comments and trailing commas are allowed.</param>
    /// <exception cref="DefinitionException">It is no definition; the message names every fault and what to change.</exception>
    public static BenchmarkDefinition Read(string text)
    {
        var json = Parse(text);
        var faults = DefinitionRules.Faults(json);
        return faults.Count == 0 ? Definition(json) : throw new DefinitionException(string.Join(' ', faults));
    }

    /// <summary>Writes a definition so that <see cref="Read"/> brings it back; equal definitions have equal texts.</summary>
    public static string Write(BenchmarkDefinition benchmark) => JsonSerializer.Serialize(
        new DefinitionJson
        {
            Name = benchmark.Name,
            Title = benchmark.Title,
            Description = NullIfEmpty(benchmark.Description),
            Citation = NullIfEmpty(benchmark.Citation),
            Link = benchmark.Link,
            License = NullIfEmpty(benchmark.License),
            ClustersByPrompt = benchmark.ClustersByPrompt,
            WeightsByPrompts = benchmark.WeightsByPrompts,
            Subsets =
            [
                .. benchmark.Subsets.Select(subset => new SubsetJson(
                    subset.Name, subset.Rule, NullIfEmpty(subset.Description), subset.Prompts, subset.Weight, subset.Aliases.Count == 0 ? null : subset.Aliases)),
            ],
            Sections = benchmark.Sections.Count == 0
                ? null
                : [.. benchmark.Sections.Select(section => new SectionJson(section.Name, section.Subsets, section.Weight))],
            Measures = benchmark.Measures.Count == 0
                ? null
                : [.. benchmark.Measures.Select(measure => new MeasureJson(measure.Name, measure.Rule))],
        },
        DefinitionJson.Options);

    private static DefinitionJson Parse(string text)
    {
        if (text.Length > LongestText)
        {
            throw new DefinitionException($"A definition has at most {Numbers.Count(LongestText)} characters; this one has {Numbers.Count(text.Length)}.");
        }

        try
        {
            return JsonSerializer.Deserialize<DefinitionJson>(text, DefinitionJson.Options)
                ?? throw new DefinitionException("A definition is a JSON object with name, title and subsets.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new DefinitionException(JsonFaults.Explain(exception));
        }
    }

    private static BenchmarkDefinition Definition(DefinitionJson json) => new(
        json.Name!,
        json.Title!,
        [
            .. json.Subsets!.Select(subset => new Subset(subset!.Name!, (subset.Rule ?? json.Rule)!)
            {
                Description = subset.Description ?? "",
                Prompts = subset.Prompts,
                Weight = subset.Weight ?? (json.WeightsByPrompts ? subset.Prompts ?? 1 : 1),
                Aliases = [.. (subset.Aliases ?? []).Select(alias => alias!)],
            }),
        ],
        [.. (json.Sections ?? []).Select(section => new Section(section!.Name!, [.. section.Subsets!.Select(name => name!)], WeightOf(json, section)))])
    {
        Description = json.Description ?? "",
        Citation = json.Citation ?? "",
        Link = json.Link,
        License = json.License ?? "",
        ClustersByPrompt = json.ClustersByPrompt,
        WeightsByPrompts = json.WeightsByPrompts,
        Measures = [.. (json.Measures ?? []).Select(measure => new BenchmarkMeasure(measure!.Name!, (PromptRule)measure.Rule!))],
    };

    private static double WeightOf(DefinitionJson json, SectionJson section) =>
        section.Weight
        ?? (json.WeightsByPrompts ? json.Subsets!.Where(subset => section.Subsets!.Contains(subset!.Name)).Sum(subset => subset!.Weight ?? subset.Prompts ?? 1) : 1);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
