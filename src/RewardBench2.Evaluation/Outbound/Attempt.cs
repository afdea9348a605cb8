namespace RewardBench2.Evaluation.Outbound;

/// <summary>One attempt that got a response.</summary>
/// <param name="Response">The response.</param>
/// <param name="Value">What was read from a usable response.</param>
/// <param name="Unreadable">Why a good status came with a response that says nothing.</param>
public sealed record Attempt(EndpointResponse Response, object? Value = null, UnreadableResponseException? Unreadable = null);
