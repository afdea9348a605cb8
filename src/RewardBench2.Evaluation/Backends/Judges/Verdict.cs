using System.Globalization;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads a judge's words. What cannot be read is no vote for anything.</summary>
public static partial class Verdict
{
    public const string Parsed = "parsed";
    public const string Unparsed = "unparsed";
    public const string Truncated = "truncated";
    public const string Refused = "refused";

    /// <summary>The rating of an answer that holds none.</summary>
    /// <remarks>Source: <c>run_generative_v2.py</c> of the reference.</remarks>
    public const int FailedRating = -1;

    /// <summary>
    /// The position (from 0) of <c>[[A]]</c> to <c>[[D]]</c>; <c>null</c> when there is none. A judge may weigh several before it
    /// settles, so the last one counts; the reference takes the letter nearest to A, which favours the first position.
    /// </summary>
    public static int? ReadRanking(string words)
    {
        var verdicts = RankingMark().Matches(AfterThinking(words));
        return verdicts.Count == 0 ? null : verdicts[^1].Groups[1].Value[0] - 'A';
    }

    /// <summary>A whole number from 1 to 10 at the very end; <c>null</c> when there is none.</summary>
    /// <remarks>Source: <c>generative_v2.py</c> of the reference, <c>\b([1-9]|10)\b\s*$</c>.</remarks>
    public static int? ReadRating(string words)
    {
        var end = AfterThinking(words).TrimEnd();
        var match = RatingMark().Match(end.Length > 16 ? end[^16..] : end);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>How an answer counts: an answer cut off or withheld is no vote, whatever stands in it.</summary>
    public static string Outcome(JudgeResponse reply, bool hasVerdict) => reply switch
    {
        { FinishReason: "length" } => Truncated,
        { FinishReason: "content_filter" } or { Refusal: not null } => Refused,
        _ => hasVerdict ? Parsed : Unparsed,
    };

    private static string AfterThinking(string words)
    {
        var end = words.LastIndexOf("</think>", StringComparison.Ordinal);
        return end < 0 ? words : words[(end + "</think>".Length)..];
    }

    [GeneratedRegex(@"\[\[([A-D])\]\]")]
    private static partial Regex RankingMark();

    [GeneratedRegex(@"\b([1-9]|10)\b$")]
    private static partial Regex RatingMark();
}
