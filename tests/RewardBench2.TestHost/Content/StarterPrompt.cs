using System.Text.Json.Serialization;
using RewardBench2.Benchmark;

namespace RewardBench2.TestHost.Content;

/// <summary>A line of <c>starter.jsonl</c> in the official schema: a column too many or too few does not parse.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StarterPrompt
{
    public required string Id { get; init; }
    public required string Prompt { get; init; }
    public required IReadOnlyList<string> Chosen { get; init; }
    public required IReadOnlyList<string> Rejected { get; init; }
    public required int NumCorrect { get; init; }
    public required int NumIncorrect { get; init; }
    public required int TotalCompletions { get; init; }
    public required IReadOnlyList<string> Models { get; init; }
    public required string Subset { get; init; }
    public required StarterMetadata AdditionalMetadata { get; init; }

    /// <summary>Chosen completions first, as everywhere.</summary>
    [JsonIgnore]
    public IEnumerable<string> Completions => Chosen.Concat(Rejected);

    [JsonIgnore]
    public IReadOnlyList<string> Instructions => AdditionalMetadata.InstructionIdList ?? [];

    /// <summary>What stands before the first colon of the label, such as <c>fact</c>; empty without a label.</summary>
    [JsonIgnore]
    public string LabelName => Label.Split(':', 2)[0];

    /// <summary>What stands after the first colon of the label; empty without one.</summary>
    [JsonIgnore]
    public string LabelValue => Label.Split(':', 2) is [_, var value] ? value : "";

    private string Label => AdditionalMetadata.Label ?? "";

    public Prompt AsPrompt() => new(
        Id,
        Subset,
        Prompt,
        [.. Chosen.Select(text => new Completion(text, IsChosen: true)), .. Rejected.Select(text => new Completion(text, IsChosen: false))]);
}

/// <summary>The official <c>additional_metadata</c>, of which the starter set uses two fields.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StarterMetadata
{
    public required string? Label { get; init; }
    public required IReadOnlyList<string>? InstructionIdList { get; init; }
    public required object? Category { get; init; }
    public required object? Correct { get; init; }
    public required object? Index { get; init; }
    public required object? Method { get; init; }
    public required object? Models { get; init; }
    public required object? PromptNorm { get; init; }
    public required object? Subcategory { get; init; }
    public required object? Valid { get; init; }
}
