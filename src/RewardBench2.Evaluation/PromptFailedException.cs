namespace RewardBench2.Evaluation;

/// <summary>One prompt cannot be scored. The message is shown to visitors: it says what happened and holds no secret.</summary>
public sealed class PromptFailedException(string message, Exception? inner = null) : Exception(message, inner);
