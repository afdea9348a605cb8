namespace RewardBench2.Web.Prompts;

/// <summary>A piece of foreign text, to be shown as text.</summary>
/// <param name="IsHit">The search found it.</param>
public sealed record TextSegment(string Text, bool IsHit);

/// <summary>Where a search matched, with some context.</summary>
/// <param name="Where"><c>prompt</c>, <c>chosen</c> or <c>rejected</c>.</param>
public sealed record Snippet(string Where, IReadOnlyList<TextSegment> Segments);
