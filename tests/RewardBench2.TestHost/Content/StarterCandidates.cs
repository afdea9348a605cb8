using System.Text.Json.Serialization;

namespace RewardBench2.TestHost.Content;

/// <summary>A line of <c>starter-candidates.jsonl</c>: one task with eight answers, right ones and wrong ones shuffled.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StarterCandidates
{
    public required string Id { get; init; }
    public required string Prompt { get; init; }
    public required string Task { get; init; }
    public required string Label { get; init; }
    public required IReadOnlyList<string> Completions { get; init; }
    public required IReadOnlyList<bool> Correct { get; init; }
    public required IReadOnlyList<string> Answers { get; init; }
}
