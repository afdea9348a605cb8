using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>What a judge's answer counts as.</summary>
/// <param name="Outcome">One of the outcomes below.</param>
/// <param name="Value">The winner's position from 0, or the rating; <c>null</c> unless parsed.</param>
/// <param name="Reason">Why there is no verdict, in a plain sentence; <c>null</c> when there is one.</param>
public sealed record Verdict(string Outcome, int? Value, string? Reason)
{
    /// <summary>A verdict was read.</summary>
    public const string Parsed = "parsed";

    /// <summary>The answer ended, and no verdict could be read.</summary>
    public const string Unparsed = "unparsed";

    /// <summary>The answer, or the thoughts before it, reached a limit on tokens.</summary>
    public const string Truncated = "truncated";

    /// <summary>The judge declined, or a filter withheld the prompt or the answer.</summary>
    public const string Refused = "refused";

    /// <summary>The prompt does not fit into what the judge can read.</summary>
    public const string TooLong = "too-long";

    /// <summary>The server answered, however often it was asked, without a message.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>The rating of an answer that holds none.</summary>
    /// <remarks>Source: <c>run_generative_v2.py</c> of the reference.</remarks>
    public const int FailedRating = -1;

    /// <summary>Reads an answer. One that was cut off or withheld is not a vote, whatever stands in it (unless the reader says otherwise).</summary>
    public static Verdict Read(JudgeResponse response, VerdictReader reader, bool isRanking)
    {
        var value = isRanking ? reader.ReadRanking(response.Content) : reader.ReadRating(response.Content);
        var torn = Torn(response);
        return value is not null && (torn is null || reader.ReadsTornAnswers)
            ? new Verdict(Parsed, value, Reason: null)
            : torn ?? new Verdict(Unparsed, Value: null, WhyUnparsed(response, isRanking));
    }

    private static Verdict? Torn(JudgeResponse response) => response switch
    {
        { NotAnswered: { } notAnswered } => notAnswered,
        { Refusal: { } refusal } => new Verdict(Refused, null, $"The judge refused: {ServerError.Shorten(refusal)}"),
        { FinishReason: var reason } when FinishReason.IsFilter(reason) =>
            new Verdict(Refused, null, $"The answer was withheld (finish reason “{ServerError.Shorten(reason!, 40)}”)."),
        { FinishReason: var reason, HasOnlyReasoning: var isThought } when FinishReason.IsLimit(reason) => new Verdict(
            Truncated,
            null,
            isThought
                ? $"The judge's reasoning used up the token limit (finish reason “{ServerError.Shorten(reason!, 40)}”), and no answer followed: allow more tokens."
                : $"The answer was cut off by the token limit (finish reason “{ServerError.Shorten(reason!, 40)}”): allow more tokens."),
        _ when JudgeThoughts.IsUnfinished(response.Content) =>
            new Verdict(Truncated, null, "The answer ended while the judge was still thinking: allow more tokens."),
        _ => null,
    };

    private static string WhyUnparsed(JudgeResponse response, bool isRanking) => response switch
    {
        { HasOnlyReasoning: true } =>
            "The server put the judge's whole answer into its reasoning field and left the content empty: start the server with this model's reasoning parser, or without one.",
        { Content: "" } => "The server sent an empty answer.",
        _ when isRanking => "No choice of one answer, such as [[A]], could be found in the judge's answer.",
        _ => "No single whole number from 1 to 10 can be read as the judge's rating.",
    };
}
