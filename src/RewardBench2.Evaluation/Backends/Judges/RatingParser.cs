using System.Globalization;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads the rating in an answer: a whole number from 1 to 10, or nothing where that is in doubt.</summary>
/// <remarks>
/// <para>A rating is <em>stated</em> where it is labelled (<c>Rating: 8</c>), boxed (<c>[[8]]</c>, <c>\boxed{8}</c>), or ends the text as
/// <c>8/10</c>, on a line of its own or after a word such as "rate". The last stated rating counts.</para>
/// <para>A number is only <em>mentioned</em> where it ends the text in some other way, or stands as <c>8/10</c> or on a line of its own
/// further up. Mentioned numbers count where nothing is stated, and only if they agree.</para>
/// <para>A decimal, a number out of range, <c>3/5</c>, <c>80%</c> and "7 or 8" are not ratings, and are not taken for a part of themselves.</para>
/// </remarks>
public static partial class RatingParser
{
    public const int Lowest = 1;
    public const int Highest = 10;

    private const int CharactersRead = 20_000;

    // What says of a number that it is the rating stands close before it.
    private const int CharactersBefore = 200;

    /// <summary>The rating; <c>null</c> when there is none, or more than one could be meant.</summary>
    public static int? Read(string answer)
    {
        var text = RatingMarkup.Clean(answer.Length > CharactersRead ? answer[^CharactersRead..] : answer);
        var numbers = Number().Matches(text).Select(match => new Candidate(text, match)).ToList();
        var ending = numbers.Count > 0 && numbers[^1].EndsText ? numbers[^1] : null;
        var stated = numbers.LastOrDefault(number => number.IsStated);
        if (stated is not null)
        {
            // "Rating: 6. A perfect answer would earn 10": the number at the end may be the rating or not.
            return ending is null || ending.Value == stated.Value ? stated.Value : null;
        }

        var mentioned = numbers.Where(number => number == ending || number.IsMentioned).Select(number => number.Value).Distinct().ToList();
        return mentioned.Count == 1 ? mentioned[0] : null;
    }

    // A whole number expression, so that no part of 2.9, 3/5, 7-8 or 1,000 is read alone.
    [GeneratedRegex(
        """
        (?<![\p{L}\p{N}_.,/])
        (?<sign>(?<![\p{L}\p{N}_])[-−+])?
        (?<number>(?>\d+(?:[.,]\d+)*))
        (?:[ \t]*(?:/|\bout[ \t]+of\b)[ \t]*(?<most>(?>\d+(?:[.,]\d+)*)|ten\b))?
        (?<more>(?:[ \t]*(?:[-–—~,&;/]|\b(?:to|or|and|but|maybe|perhaps|possibly|even|an?|not|vs)\b))+[ \t]*\d+(?:[.,/]\d+)*)*
        (?<unit>[ \t]*[%+°‰])?
        (?![\p{L}\p{N}_/]|[.,]\d)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    // "Rating (for style) is:", "score =", "overall, I'd say:"
    [GeneratedRegex(@"\b(?:ratings?|scores?|grade|mark|verdict|overall|final)\b(?:[^\n\d:=.!?]{0,40}[:=]|[ \t]+is)[ \t\n]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    // In the sentence that ends in the number.
    [GeneratedRegex(@"\b(?:rat(?:e|ed|es|ing)|scor(?:e|ed|es|ing)|grade[ds]?|deserves?|earns?|gets?|(?:give|giving|award) (?:it|this|the))\b[^\d.!?\n]*$", RegexOptions.IgnoreCase)]
    private static partial Regex RatingWord();

    // "not 9", "less than 5", "at least 7": said of the rating, but not the rating.
    [GeneratedRegex(@"(?:\b(?:not|than|at least|at most|up to|below|above|under|between|from|of|instead of)|[<>≤≥])[ \t]*(?:an?[ \t]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Hedge();

    // "a rating of 8" and "a score of 8" say "of" and mean it.
    [GeneratedRegex(@"\b(?:rating|score|grade|mark)s?[ \t]+of[ \t]*(?:an?[ \t]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex RatingOf();

    [GeneratedRegex(@"^(?:[ \t]*points?\b)?[\s\p{P}\p{S}\p{Cs}\uFE0F-[?%+/=]]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();

    [GeneratedRegex(@"[\p{L}\p{N}]")]
    private static partial Regex LetterOrDigit();

    /// <summary>A number in the text, and how it stands there.</summary>
    private sealed record Candidate
    {
        public Candidate(string text, Match match)
        {
            var before = text.AsSpan(Math.Max(0, match.Index - CharactersBefore)..match.Index);
            var after = text.AsSpan(match.Index + match.Length);
            var lineBefore = before[(before.LastIndexOf('\n') + 1)..];
            var lineAfter = after.IndexOf('\n') is var end && end < 0 ? after : after[..end];
            EndsText = Closing().IsMatch(after);
            Value = IsWhole(match) && !(Hedge().IsMatch(lineBefore) && !RatingOf().IsMatch(lineBefore))
                && int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= Lowest and <= Highest ? number : null;

            var isOutOf = match.Groups["most"].Success;
            var isAlone = !LetterOrDigit().IsMatch(lineBefore) && !LetterOrDigit().IsMatch(lineAfter) && !lineAfter.Contains('?');
            IsStated = Label().IsMatch(before) || (before.EndsWith("[[") && after.StartsWith("]]"))
                || (EndsText && (isOutOf || isAlone || RatingWord().IsMatch(lineBefore)));
            IsMentioned = isAlone || (isOutOf && Value is not null);
        }

        /// <summary>The rating that the expression is; <c>null</c> when it is none.</summary>
        public int? Value { get; }

        public bool EndsText { get; }

        public bool IsStated { get; }

        public bool IsMentioned { get; }

        private static bool IsWhole(Match match) =>
            !match.Groups["sign"].Success && !match.Groups["more"].Success && !match.Groups["unit"].Success
            && match.Groups["most"] is var most && (!most.Success || most.Value is "10" || most.Value.Equals("ten", StringComparison.OrdinalIgnoreCase));
    }
}
