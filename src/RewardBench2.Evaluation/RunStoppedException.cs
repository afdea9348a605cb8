namespace RewardBench2.Evaluation;

/// <summary>The whole run has to stop. The message is shown to visitors: it says why and what to do.</summary>
public sealed class RunStoppedException(string message, bool canResume, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The run pauses and can go on later (a cap was reached, the server is away); otherwise it fails.</summary>
    public bool CanResume { get; } = canResume;
}
