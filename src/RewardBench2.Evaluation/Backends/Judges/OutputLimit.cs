using System.Globalization;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads from a refusal how many tokens a judge's answer may have.</summary>
public static partial class OutputLimit
{
    // A verdict needs a few tokens, and servers count prompts a little differently from what they say.
    private const int Smallest = 16;
    private const int Margin = 8;

    /// <summary>The most that the server allows in any answer, such as 4096 of "max_tokens must be &lt;= 4096".</summary>
    /// <returns><c>null</c> when the message names none below what was asked for.</returns>
    public static int? MostFor(string message, int asked)
    {
        if (AboutContext().IsMatch(message) || MostAllowed().Match(message) is not { Success: true } match)
        {
            return null;
        }

        var most = Number(match.Groups["most"].Value) - (match.Groups["below"].Success ? 1 : 0);
        return most is >= Smallest && most < asked ? (int)most : null;
    }

    /// <summary>The tokens that are left for an answer after a prompt that is too long for the answer asked for.</summary>
    /// <returns>A quarter of what was asked for where the message does not tell; <c>null</c> when nothing useful is left.</returns>
    public static int? RoomFor(string message, int asked)
    {
        var limit = Number(Context().Match(message).Groups["limit"].Value);
        var input = Number(Input().Match(message).Groups["input"].Value);
        if (input is null && Number(Total().Match(message).Groups["total"].Value) is { } total)
        {
            input = total - asked;
        }

        if (Sum().Match(message) is { Success: true } sum)
        {
            (input, limit) = (Number(sum.Groups["input"].Value), Number(sum.Groups["limit"].Value));
        }

        var room = limit is null || input is null ? asked / 4 : Math.Min(limit.Value - input.Value - Margin, asked - 1L);
        return room >= Smallest ? (int)room : null;
    }

    private static long? Number(string digits) =>
        long.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"context (?:length|limit|size)|input tokens|`inputs`|in the (?:messages|prompt)", RegexOptions.IgnoreCase)]
    private static partial Regex AboutContext();

    [GeneratedRegex(
        """
        supports\ at\ most\ (?<most>[\d,]+)\ (?:completion|output)
        | max[a-z_ ]*tokens\b[^.]{0,80}?\[\s*\d+\s*,\s*(?<most>\d+)\s*\]
        | max[a-z_ ]*tokens\b[^.]{0,60}?\bbetween\ \d+\ and\ (?<most>\d[\d,]*)
        | max[a-z_ ]*tokens\W{0,3}\d+\s*>\s*(?<most>\d[\d,]*)
        | max[a-z_ ]*tokens\b[^\d.]{0,60}?(?:must|should|can|cannot|has|needs|may)\b[^\d.]{0,60}?(?:(?<below>less\ than|<)(?!\ or|=)\D{0,4}?|\D)(?<most>\d[\d,]*)
        | max[a-z_ ]*tokens\b.{0,40}(?:exceeds?|above|over|(?:larger|greater)\ than)\D{0,40}(?:maximum|limit|most|allowed)\D{0,60}?(?<most>\d[\d,]*)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex MostAllowed();

    [GeneratedRegex(@"(?:context (?:length|window|size|limit)|max_model_len|must be <=)\D{0,30}(?<limit>\d[\d,]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Context();

    [GeneratedRegex(
        """
        (?<input>\d[\d,]*)\ (?:tokens\ )?(?:in\ the\ (?:messages|prompt|input)|input\ tokens|prompt\ tokens|of\ text\ input|from\ the\ input|`inputs`\ tokens)
        | (?:request|input|prompt)\ \((?<input>\d[\d,]*)\ tokens\)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Input();

    [GeneratedRegex(@"requested (?:a total of |about )?(?<total>\d[\d,]*) tokens", RegexOptions.IgnoreCase)]
    private static partial Regex Total();

    // "188240 + 21333 > 200000"
    [GeneratedRegex(@"(?<input>\d[\d,]*) \+ \d[\d,]* > (?<limit>\d[\d,]*)")]
    private static partial Regex Sum();
}
