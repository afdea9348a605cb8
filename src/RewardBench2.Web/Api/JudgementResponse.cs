using RewardBench2.Storage;

namespace RewardBench2.Web.Api;

/// <summary>One answer of a judge.</summary>
/// <param name="Completion">Which completion was rated, from 0; <c>null</c> when all were ranked in one request.</param>
/// <param name="ShownOrder">For a ranking: the completions' places in the order shown.</param>
/// <param name="Outcome"><c>parsed</c>, <c>unparsed</c>, <c>truncated</c>, <c>refused</c>, <c>too-long</c> or <c>unanswered</c>.</param>
/// <param name="Text">The judge's raw text.</param>
/// <param name="Reason">Why there is no verdict, in a plain sentence; <c>null</c> when there is one.</param>
public sealed record JudgementResponse(
    string RunId, int? Completion, string? ShownOrder, string Outcome, string? Verdict, string? FinishReason, string Text, string? Reason)
{
    internal static JudgementResponse From(JudgementRow row) =>
        new(row.RunId, row.CompletionPosition, row.ShownOrder, row.Outcome, row.Verdict, row.FinishReason, row.Text, row.Reason);
}
