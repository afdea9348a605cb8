using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>What a row says, before its benchmark's definition says what it is.</summary>
/// <param name="Where">The place for messages, such as <c>chat.json, row 3</c>.</param>
/// <param name="Id">Of the prompt.</param>
/// <param name="SubsetNames">What may be the subset's name, the likeliest first; empty where the row names none.</param>
/// <param name="Turns">The conversation; the last one is the user's.</param>
/// <param name="Chosen">Chosen completions.</param>
/// <param name="Rejected">Rejected completions.</param>
/// <param name="Metadata">Further columns as one JSON object; <c>null</c> where there are none.</param>
internal sealed record RowDraft(
    string Where,
    string Id,
    IReadOnlyList<string> SubsetNames,
    IReadOnlyList<Turn> Turns,
    IReadOnlyList<Completion> Chosen,
    IReadOnlyList<Completion> Rejected,
    string? Metadata)
{
    /// <summary>The subset's name where the definition has it; <c>null</c> where it does not.</summary>
    public Subset? FindSubset(BenchmarkDefinition benchmark) =>
        SubsetNames.Count == 0 && benchmark.Subsets is [var only]
            ? only
            : SubsetNames.Select(benchmark.FindSubset).FirstOrDefault(subset => subset is not null);

    /// <summary>Whether the definition has its subset and can score its shape.</summary>
    public bool Fits(BenchmarkDefinition benchmark) =>
        FindSubset(benchmark) is { } subset && subset.Rule.WrongShape(Chosen.Count + Rejected.Count, Chosen.Count) is null;

    /// <summary>The same prompt with another row's completions too.</summary>
    public RowDraft With(RowDraft other) => this with { Chosen = [.. Chosen, .. other.Chosen], Rejected = [.. Rejected, .. other.Rejected] };

    public InvalidFileException Bad(string problem) => new($"{Where}: {problem}");
}
