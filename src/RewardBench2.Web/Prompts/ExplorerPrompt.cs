using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>A prompt in outline: what lists, facets and filters need to know of it.</summary>
public sealed record ExplorerPrompt
{
    public required long PromptId { get; init; }
    public required string Id { get; init; }
    public required string Subset { get; init; }

    /// <summary>How the prompt begins, on one line.</summary>
    public required string Excerpt { get; init; }

    /// <summary>Characters of the prompt with all its completions.</summary>
    public required int Length { get; init; }
    public required int ChosenCount { get; init; }

    /// <summary>Characters of each completion, chosen ones first.</summary>
    public required IReadOnlyList<int> CompletionLengths { get; init; }

    /// <summary>Who wrote each completion; <c>null</c> where the dataset does not say.</summary>
    public required IReadOnlyList<string?> GeneratedBy { get; init; }

    /// <summary>How the rejected completions were made, in Factuality.</summary>
    public string? Method { get; init; }

    /// <summary>What a prompt of Safety is about.</summary>
    public string? Category { get; init; }

    /// <summary>The kinds of constraint a prompt of Precise IF sets.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    public int CompletionCount => CompletionLengths.Count;

    /// <summary>How the prompt is scored.</summary>
    public required ScoringRule Rule { get; init; }

    public bool IsTies => Rule is TiesPairs;

    public bool IsSafety => Subset.StartsWith(nameof(Benchmark.Subsets.Safety), StringComparison.OrdinalIgnoreCase);

    internal static ExplorerPrompt From(PromptOutline outline, BenchmarkDefinition benchmark)
    {
        using var metadata = JsonDocument.Parse(outline.Metadata ?? "{}");
        return new ExplorerPrompt
        {
            PromptId = outline.PromptId,
            Id = outline.Id,
            Subset = outline.Subset,
            Rule = benchmark.SubsetNamed(outline.Subset)?.Rule
                ?? throw new InvalidOperationException($"'{outline.Subset}' is not a subset of {benchmark.Title}."),
            Excerpt = OneLine(outline.Excerpt),
            Length = outline.Length + outline.Completions.Sum(completion => completion.Length),
            ChosenCount = outline.ChosenCount,
            CompletionLengths = [.. outline.Completions.Select(completion => completion.Length)],
            GeneratedBy = [.. outline.Completions.Select(completion => completion.GeneratedBy)],
            Method = Text(metadata.RootElement, "method"),
            Category = Text(metadata.RootElement, "category"),
            Constraints = Texts(metadata.RootElement, "instruction_id_list"),
        };
    }

    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).Distinct()]
            : [];

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
