namespace RewardBench2.Evaluation.Worker;

/// <summary>Stops a run whose prompts all fail, instead of failing every one of them.</summary>
/// <remarks>
/// Prompts are counted, not requests: a Ties prompt of twenty completions that a judge cannot answer is one failure. What a judge
/// refuses, or cannot read for its length, is an outcome that is stored and no failure at all.
/// </remarks>
internal sealed class FailureStreak(int longest = FailureStreak.Longest)
{
    /// <summary>So many failed prompts in a row stop the run.</summary>
    public const int Longest = 10;

    private int _failures;

    /// <summary>A prompt was scored.</summary>
    public void End() => Volatile.Write(ref _failures, 0);

    /// <summary>A prompt failed.</summary>
    /// <exception cref="RunStoppedException">There were too many in a row.</exception>
    public void Count(PromptFailedException failure)
    {
        if (Interlocked.Increment(ref _failures) >= longest)
        {
            throw new RunStoppedException(
                $"{longest} prompts in a row could not be scored; the last one: {failure.Message} Fix the server, then resume.", canResume: true, failure);
        }
    }
}
