using System.Globalization;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>A number in a judge's answer, and how it stands there.</summary>
public sealed partial record RatingNumber
{
    // What says of a number that it is the rating stands close before it.
    private const int CharactersBefore = 200;

    private RatingNumber(string text, Match match, Match? previous)
    {
        var before = text.AsSpan(Math.Max(0, match.Index - CharactersBefore)..match.Index);
        var after = text.AsSpan(match.Index + match.Length);
        var lineBefore = before[(before.LastIndexOf('\n') + 1)..];
        var lineAfter = after.IndexOf('\n') is var end && end < 0 ? after : after[..end];
        Label = RatingLabels.Before(before.ToString());
        EndsText = Closing().IsMatch(after);

        // "8 sur 10", "von 7 bis 8": two numbers so close are one statement in words that are not known here.
        var isJoined = Label == RatingLabel.None && previous is not null && Gap().IsMatch(text.AsSpan((previous.Index + previous.Length)..match.Index));
        Value = IsWhole(match) && !isJoined && !(Hedge().IsMatch(lineBefore) && !RatingOf().IsMatch(lineBefore))
            && int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= RatingParser.Lowest and <= RatingParser.Highest ? number : null;

        IsOutOfTen = match.Groups["most"].Success;
        var isAlone = !LetterOrDigit().IsMatch(lineBefore) && !LetterOrDigit().IsMatch(lineAfter) && !lineAfter.Contains('?');
        var isNote = before.EndsWith("[") && !before.EndsWith("[[") && after.StartsWith("]");
        IsStated = Label == RatingLabel.Rating || (before.EndsWith("[[") && after.StartsWith("]]"))
            || (EndsText && Label == RatingLabel.None && ((isAlone && !isNote) || RatingWord().IsMatch(lineBefore) || (IsOutOfTen && !IsCaption().IsMatch(lineBefore))));
        IsMentioned = isAlone || (IsOutOfTen && Value is not null);
    }

    /// <summary>The rating that the expression is; <c>null</c> when it is none.</summary>
    public int? Value { get; }

    /// <summary>What the words before it call it.</summary>
    public RatingLabel Label { get; }

    /// <summary>It is said of something else than the answer.</summary>
    public bool IsOfAnother => Label is RatingLabel.Another or RatingLabel.Confidence;

    /// <summary>Nothing but signs follow it.</summary>
    public bool EndsText { get; }

    /// <summary>It stands where a rating stands.</summary>
    public bool IsStated { get; }

    /// <summary>It may be a rating.</summary>
    public bool IsMentioned { get; }

    private bool IsOutOfTen { get; }

    /// <summary>The numbers of a text without markup, in order; the marks of a numbered list are left out.</summary>
    public static IReadOnlyList<RatingNumber> Find(string text)
    {
        var numbers = new List<RatingNumber>();
        Match? previous = null;
        var item = 0;
        foreach (Match match in Number().Matches(text))
        {
            if (IsListMark(text, match) && int.TryParse(match.Groups["number"].ValueSpan, out var mark) && mark == item + 1
                && (mark > 1 || text.AsSpan(match.Index).Contains("\n2", StringComparison.Ordinal)))
            {
                item = mark;
            }
            else
            {
                numbers.Add(new RatingNumber(text, match, previous));
                previous = match;
            }
        }

        return numbers;
    }

    // "1. " or "2) " at the start of a line.
    private static bool IsListMark(string text, Match match)
    {
        var line = text.AsSpan(0, match.Index);
        var after = text.AsSpan(match.Index + match.Length);
        return line[(line.LastIndexOf('\n') + 1)..].IsWhiteSpace() && after is ['.' or ')', ..] && (after.Length == 1 || char.IsWhiteSpace(after[1]));
    }

    private static bool IsWhole(Match match) =>
        !match.Groups["sign"].Success && !match.Groups["more"].Success && !match.Groups["unit"].Success
        && match.Groups["most"] is var most && (!most.Success || most.Value is "10" || most.Value.Equals("ten", StringComparison.OrdinalIgnoreCase));

    // A whole number expression, so that no part of 2.9, 3/5, 7-8 or 1,000 is read alone.
    [GeneratedRegex(
        """
        (?<![\p{L}\p{N}_.,/])
        (?<sign>(?<![\p{L}\p{N}_])[-−+])?
        (?<number>(?>\d+(?:[.,]\d+)*))
        (?:[ \t]*(?:[/÷\\]|(?<=\d):(?=\d)|(?:[ \t]points?)?[ \t]*\b(?:out[ \t]+of|of|sur|von|de|di|su|van|av|af|em|z|из|auf)\b|[(,;]?[ \t]*\bmax(?:imum)?\b\.?:?)[ \t]*(?<most>(?>\d+(?:[.,]\d+)*)|ten\b)\)?)?
        (?<more>(?:[ \t]*(?:[-–—~,&;/]|\b(?:to|or|and|but|maybe|perhaps|possibly|even|an?|not|vs)\b))+[ \t]*\d+(?:[.,/]\d+)*)*
        (?<unit>[ \t]*[%+°‰])?
        (?![\p{L}\p{N}_/]|[.,]\d)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?![^\n]*[.!?;:=|])[^\n\d]{1,12}$")]
    private static partial Regex Gap();

    // "Style 8/10": up to three words that begin a line and do not speak of a rating.
    [GeneratedRegex(@"^[\s\p{P}\p{S}]*\p{Lu}\p{L}*(?:[ \t]+(?:and[ \t]+)?\p{L}+){0,2}[ \t]*$")]
    private static partial Regex IsCaption();

    // In the sentence that ends in the number.
    [GeneratedRegex(@"\b(?:rat(?:e|ed|es|ing)|scor(?:e|ed|es|ing)|grade[ds]?|deserves?|earns?|gets?|(?:give|giving|award) (?:it|this|the))\b[^\d.!?\n]*$", RegexOptions.IgnoreCase)]
    private static partial Regex RatingWord();

    // "not 9", "less than 5", "at least 7", "the other 3": said of the rating, but not the rating.
    [GeneratedRegex(
        @"(?:\b(?:not|than|at least|at most|up to|below|above|under|between|from|of|instead of|others?|another|these|those|all|first|last|remaining|next|previous|step|point|part|section|criterion|item|number|no\.)|[<>≤≥])[ \t]*(?:an?[ \t]+)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Hedge();

    // "a rating of 8" and "a score of 8" say "of" and mean it.
    [GeneratedRegex(@"\b(?:rating|score|grade|mark)s?[ \t]+of[ \t]*(?:an?[ \t]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex RatingOf();

    [GeneratedRegex(@"^(?:[ \t]*points?\b)?[\s\p{P}\p{S}\p{Cs}\uFE0F-[?%+/=]]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();

    [GeneratedRegex(@"[\p{L}\p{N}]")]
    private static partial Regex LetterOrDigit();
}
