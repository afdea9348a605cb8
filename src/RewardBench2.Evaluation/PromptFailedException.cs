namespace RewardBench2.Evaluation;

/// <summary>One prompt cannot be scored. The message is shown to visitors: it says what happened and holds no secret.</summary>
public sealed class PromptFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The server was in trouble, so the same may work later. Defaults to false.</summary>
    public bool IsTransient { get; init; }
}
