using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Judges;

namespace RewardBench2.Evaluation.Checks;

/// <summary>What the rewards of the canaries tell.</summary>
public static class CanaryRules
{
    private const string OrderName = "Good answers above bad ones";
    private const string ScaleName = "Raw scores";
    public const string RepeatName = "Repeatability";

    /// <summary>Each good answer should earn more than the worst one beside it.</summary>
    public static CanaryStep Order(IReadOnlyList<IReadOnlyList<double>> rewards, BackendProtocol protocol)
    {
        var wrong = rewards.Zip(CanaryConversations.Clear).Count(pair => !CanaryConversations.IsInOrder(pair.Second, pair.First));
        return wrong switch
        {
            0 => Step(OrderName, CanaryOutcome.Passed, "Every good answer scored higher than the bad one."),
            1 => Step(OrderName, CanaryOutcome.Warning, "One of four good answers did not score higher than the bad one next to it."),
            _ => Step(
                OrderName,
                CanaryOutcome.Failed,
                $"{wrong} of {rewards.Count} good answers did not score higher than the bad one next to them. "
                + (protocol.IsJudge
                    ? "A judge that prefers gibberish is not following its instructions: serve a model that does, or paste a prompt written for this one."
                    : "Common causes are a chat template that is not the model's, a reward head with newly initialised weights, and an inverted sign.")) with
            { MayRunAnyway = !AreAllEqual(rewards) },
        };
    }

    /// <summary>A reward is a raw logit: not the same for all, and not squeezed between 0 and 1.</summary>
    public static CanaryStep Scale(IReadOnlyList<IReadOnlyList<double>> rewards, BackendProtocol protocol)
    {
        // A judge's ranking gives 0 and 1, its ratings 1 to 10: both are as they should be.
        if (protocol.IsJudge)
        {
            return Step(ScaleName, CanaryOutcome.Skipped, "A judge gives verdicts, not logits.");
        }

        var all = rewards.SelectMany(answers => answers).ToList();
        if (all.TrueForAll(reward => reward == 1))
        {
            return Step(
                ScaleName,
                CanaryOutcome.Failed,
                "Every answer scored exactly 1, which is what a softmax over a single number gives, as in SGLang's /v1/classify: "
                + "use the protocol sglang-classify, which calls /classify.");
        }

        if (AreAllEqual(rewards))
        {
            return Step(
                ScaleName, CanaryOutcome.Failed, $"Every answer got the same score, {Numbers.UpTo(all[0], decimals: 4)}. Either the model does not see the answers, or its reward head has no trained weights.");
        }

        return all.TrueForAll(reward => reward is >= 0 and <= 1)
            ? Step(
                ScaleName,
                CanaryOutcome.Failed,
                "All rewards are between 0 and 1, as if they had passed through a sigmoid or softmax. Close scores then become equal, which distorts the results, above all on Ties: serve raw logits."
                + (protocol.AdviceAgainstSquashing is { Length: > 0 } advice ? $" {advice}" : "")) with
            { MayRunAnyway = true }
            : Step(ScaleName, CanaryOutcome.Passed, $"The rewards range from {Numbers.UpTo(all.Min(), decimals: 4)} to {Numbers.UpTo(all.Max(), decimals: 4)}, so they have not passed through a sigmoid.");
    }

    /// <summary>The same conversation should earn the same; batches in half precision may differ a little.</summary>
    public static CanaryStep Repeated(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var difference = first.Zip(second).Max(pair => Math.Abs(pair.First - pair.Second));
        var spread = first.Max() - first.Min();
        return difference switch
        {
            0 => Step(RepeatName, CanaryOutcome.Passed, "The same conversations got the same rewards again."),
            _ when difference <= 0.1 * spread => Step(
                RepeatName, CanaryOutcome.Warning, $"The same conversation scored {Numbers.UpTo(difference, decimals: 4)} differently the second time, within a spread of {Numbers.UpTo(spread, decimals: 4)}."),
            _ => Step(
                RepeatName,
                CanaryOutcome.Failed,
                $"The same conversation scored {Numbers.UpTo(difference, decimals: 4)} differently the second time, about as much as different answers differ from each other ({Numbers.UpTo(spread, decimals: 4)}). "
                + "Turn off dropout and sampling.") with
            { MayRunAnyway = true },
        };
    }

    /// <summary>The name of the step with a long conversation.</summary>
    public static string LengthyName(int tokens) => $"A conversation of {tokens:N0} tokens";

    /// <summary>The answers stand at the end: a server that cuts earlier sees no difference between them.</summary>
    public static CanaryStep Lengthy(PromptRewards answer, int tokens, int maxLength)
    {
        var isCut = answer.TruncatedCount > 0 || (answer.Judgements.Count == 0 && answer.Rewards.Distinct().Count() == 1);
        var (outcome, reason) = answer switch
        {
            _ when answer.Judgements.FirstOrDefault(judgement => judgement.Outcome != Verdict.Parsed) is { } unread =>
                (CanaryOutcome.Warning, $"The judge gave no verdict on a conversation of {tokens:N0} tokens. {unread.Reason}"),
            _ when !isCut => (CanaryOutcome.Passed, "Read to the end."),
            _ when maxLength < tokens => (CanaryOutcome.Passed, $"Cut at {maxLength:N0} tokens, as requested."),
            _ => (
                CanaryOutcome.Warning,
                $"Conversations of {tokens:N0} tokens are silently cut before their end. Published results are scored at 2,048 tokens: raise the server's maximum length."),
        };
        return Step(LengthyName(tokens), outcome, reason);
    }

    private static bool AreAllEqual(IReadOnlyList<IReadOnlyList<double>> rewards) =>
        rewards.SelectMany(answers => answers).Distinct().Count() == 1;

    private static CanaryStep Step(string name, CanaryOutcome outcome, string reason) => new(name, outcome, reason, []);
}
