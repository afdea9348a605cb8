namespace RewardBench2.Evaluation.Outbound;

/// <summary>A server responded, but not with what was asked for. The message is a whole sentence fit for visitors.</summary>
public class UnreadableResponseException(string message, bool isTransient = true, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Asking again may help: a proxy's page, a response cut off.</summary>
    public bool IsTransient { get; } = isTransient;
}
