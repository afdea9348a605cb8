using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Checks;

/// <summary>What a judge's answers about the canaries tell.</summary>
public static class JudgeCanaryRules
{
    public const string RatingName = "A rating, as Ties needs it";

    private const int CharactersShown = 120;

    /// <summary>Reported instead of the order of good and bad answers when no verdict could be read.</summary>
    public static CanaryStep NothingRead { get; } =
        new("Good answers above bad ones", CanaryOutcome.Failed, "No verdict could be read: a run would score no better than guessing.", []);

    /// <summary>A judge without a verdict; <c>null</c> when there is nothing to complain of.</summary>
    /// <param name="told">What the report has explained so far: once is enough.</param>
    public static CanaryStep? FindUnread(Prompt prompt, PromptRewards answer, IReadOnlyList<HttpExchange> exchanges, ISet<string> told) =>
        Unread(answer) is { } unread
            ? new CanaryStep(prompt.Text, CanaryOutcome.Failed, Explain(unread, told), exchanges) { Rewards = answer.Rewards, MayRunAnyway = true }
            : null;

    /// <summary>Ties is rated whatever the mode, so ratings have to be read in every run.</summary>
    /// <inheritdoc cref="FindUnread"/>
    public static CanaryStep Rating(PromptRewards answer, IReadOnlyList<HttpExchange> exchanges, ISet<string> told)
    {
        var (outcome, reason) = Unread(answer) is { } unread
            ? (CanaryOutcome.Failed, $"{(told.Contains(unread.Reason ?? "") ? "Its rating cannot be read either." : Explain(unread, told))} Ties is always judged by ratings, so every prompt of Ties would fail.")
            : answer.Rewards[0] > answer.Rewards[1]
                ? (CanaryOutcome.Passed, "Ratings can be read, and the right answer was rated above gibberish.")
                : (CanaryOutcome.Warning, $"The judge rated gibberish {answer.Rewards[1]:0} and a right answer {answer.Rewards[0]:0}: its scores on Ties will mean little.");
        return new CanaryStep(RatingName, outcome, reason, exchanges) { Rewards = answer.Rewards, MayRunAnyway = true };
    }

    private static JudgementRow? Unread(PromptRewards answer) => answer.Judgements.FirstOrDefault(judgement => judgement.Outcome != Verdict.Parsed);

    private static string Explain(JudgementRow judgement, ISet<string> told)
    {
        if (judgement.Reason is not { } reason || !told.Add(reason))
        {
            return "The same happened here.";
        }

        var ending = judgement.Text.Length > CharactersShown ? "…" + judgement.Text[^CharactersShown..] : judgement.Text;
        return $"{reason}{(ending.Length > 0 ? $" The answer: “{ServerError.Shorten(ending, CharactersShown + 1)}”." : "")}";
    }
}
