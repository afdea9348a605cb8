namespace RewardBench2.Benchmark;

/// <summary>One answer to a prompt.</summary>
/// <param name="Text">The answer.</param>
/// <param name="IsChosen">Chosen, that is right; in a candidates set, correct.</param>
/// <param name="GeneratedBy">The language model (or author) that wrote it; <c>null</c> where the dataset does not say.</param>
/// <param name="Answer">The final answer taken from the text, for majority vote in candidates sets; else <c>null</c>.</param>
public sealed record Completion(string Text, bool IsChosen, string? GeneratedBy = null, string? Answer = null);
