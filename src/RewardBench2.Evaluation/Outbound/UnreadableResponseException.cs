namespace RewardBench2.Evaluation.Outbound;

/// <summary>A server answered, but not with what was asked for. The message is a whole sentence fit for visitors.</summary>
public class UnreadableResponseException(string message, bool mayPass = true, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Asking again may help: a proxy's page, an answer cut off.</summary>
    public bool MayPass { get; } = mayPass;
}
