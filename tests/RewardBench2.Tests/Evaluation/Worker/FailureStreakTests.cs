using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Worker;

namespace RewardBench2.Tests.Evaluation.Worker;

public sealed class FailureStreakTests
{
    private static readonly PromptFailedException Broken = new("The server answered 500: broken.");

    [Fact]
    public void Many_failed_prompts_in_a_row_pause_the_run_with_the_last_reason()
    {
        var streak = new FailureStreak(longest: 3);
        streak.Count(Broken);
        streak.Count(Broken);

        var stopped = Assert.Throws<RunStoppedException>(() => streak.Count(Broken));

        Assert.True(stopped.CanResume);
        Assert.Contains("3 prompts in a row could not be scored; the last one: The server answered 500", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scored_prompt_ends_the_streak()
    {
        var streak = new FailureStreak(longest: 2);
        streak.Count(Broken);
        streak.End();

        streak.Count(Broken);
    }
}
