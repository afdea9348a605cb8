
namespace RewardBench2.Evaluation.Outbound;

/// <summary>Stops a run whose requests all fail, instead of failing every prompt of it one by one.</summary>
public sealed class FailureStreak(int longest)
{
    private int _failures;

    /// <summary>A request was answered.</summary>
    public void End() => Volatile.Write(ref _failures, 0);

    /// <summary>A request was given up: the failure itself, or the end of the run when there were too many in a row.</summary>
    public Exception Count(PromptFailedException failure) => Interlocked.Increment(ref _failures) < longest
        ? failure
        : new RunStoppedException(
            $"{longest} requests in a row could not be answered; the last one: {failure.Message} Mend the server and resume.",
            canResume: true,
            failure);
}
