using System.Text.Json;
using System.Text.Json.Serialization;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark.Definitions;

/// <summary>A definition as it stands in its file; <c>benchmark.schema.json</c> describes every field.</summary>
internal sealed record DefinitionJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
    };

    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Citation { get; init; }

    public string? Link { get; init; }

    public string? License { get; init; }

    public bool ClustersByPrompt { get; init; }

    public bool WeightsByPrompts { get; init; }

    /// <summary>Of subsets that state none.</summary>
    public ScoringRule? Rule { get; init; }

    public IReadOnlyList<SubsetJson?>? Subsets { get; init; }

    public IReadOnlyList<SectionJson?>? Sections { get; init; }

    public IReadOnlyList<MeasureJson?>? Measures { get; init; }
}

internal sealed record SubsetJson(
    string? Name, ScoringRule? Rule, string? Description, int? Prompts, double? Weight, IReadOnlyList<string?>? Aliases);

internal sealed record SectionJson(string? Name, IReadOnlyList<string?>? Subsets, double? Weight);

internal sealed record MeasureJson(string? Name, ScoringRule? Rule);
