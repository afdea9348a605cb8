using System.Text;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>A letter in double brackets, and how it stands in a judge's answer.</summary>
public sealed partial class RankingMark
{
    private const int CharactersAround = 200;

    private RankingMark(string text, Match match)
    {
        Start = match.Index;
        End = match.Index + match.Length;
        Letter = char.ToUpperInvariant(match.Groups[1].Value[0]) - 'A';

        var before = text.AsSpan(Math.Max(0, Start - CharactersAround)..Start);
        var after = text.AsSpan(End..Math.Min(text.Length, End + CharactersAround));
        var lineBefore = before[(before.LastIndexOf('\n') + 1)..];
        var lineAfter = after.IndexOf('\n') is var end && end < 0 ? after : after[..end];
        HasLost = LostBefore().IsMatch(lineBefore) || LostAfter().IsMatch(lineAfter);
        BeginsSentence = !Letters().IsMatch(lineBefore) && Letters().IsMatch(lineAfter);
        IsChosen = (!Letters().IsMatch(lineBefore) && !Letters().IsMatch(lineAfter))
            || (End + after.Length == text.Length && !Letters().IsMatch(after))
            || (Choice().IsMatch(lineBefore) && ClauseEnd().IsMatch(lineAfter));
    }

    /// <summary>The completion's position, from 0.</summary>
    public int Letter { get; }

    /// <summary>Where the mark begins in the text.</summary>
    public int Start { get; }

    /// <summary>Where the text goes on.</summary>
    public int End { get; }

    /// <summary>The sentence says that it did not win, asks, or gives a reason.</summary>
    public bool HasLost { get; }

    /// <summary>Words follow it on its line, and none stand before it.</summary>
    public bool BeginsSentence { get; }

    /// <summary>It stands where a verdict stands.</summary>
    public bool IsChosen { get; }

    /// <summary>The text with brackets and letters of every width as ASCII, without what decorates them.</summary>
    public static string Plain(string answer)
    {
        var text = new StringBuilder(answer.Length);
        foreach (var letter in answer)
        {
            text.Append(letter switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
                '\u3010' or '\u27E6' => '[',
                '\u3011' or '\u27E7' => ']',
                '\u00A0' or '\u202F' or '\u3000' => ' ',
                _ => letter,
            });
        }

        return Unseen().Replace(text.ToString(), "");
    }

    /// <summary>The marks of a plain text, in order.</summary>
    public static IReadOnlyList<RankingMark> Find(string text) => [.. Mark().Matches(text).Select(match => new RankingMark(text, match))];

    [GeneratedRegex(@"\\(?=[\[\]])|[*`\u200B-\u200D\u2060\uFEFF]")]
    private static partial Regex Unseen();

    [GeneratedRegex("""\[\[\s*["'_]*(?:(?:answer|assistant|response|completion|option|choice|model)[ _]*)?([A-D])["'_]*\s*\]\]""", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();

    [GeneratedRegex(@"[\p{L}\p{N}]")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\b(?:best|winner|wins|winning|won|1st|first|final|verdict|choice|choose|chosen|chose|pick|picked|answer|decision|select|selected|prefer|preferred|favou?r|top|conclusion|is|goes to)\b[^\n.!?]{0,40}$", RegexOptions.IgnoreCase)]
    private static partial Regex Choice();

    [GeneratedRegex(@"^[\s\p{P}\p{S}]*$|^[\s""')\]]*[.,;|!]")]
    private static partial Regex ClauseEnd();

    // In the clause that ends in the mark; a "not" further back may be of another word: "it is not close: [[B]]".
    [GeneratedRegex(
        """
        \b(?:over|than|above|beats?|beating|outperforms?|not|n't|never|neither|nor|except|unlike|versus|vs\.?|against|rather\s+than|instead\s+of|beyond|without|behind|after)\s+(?:\p{L}+\s+){0,2}["'(]*$
        |\b(?:worst|worse|weakest|weaker|poorest|last|lowest|runner-?\s?up|loser|losing|lost|rejected|reject|eliminated?|dismiss(?:ed)?|rule[ds]?\s+out|second(?:\s+best|\s+place)?|third|fourth|2nd|3rd|4th|2|3|4|close\s+to)\b[^\n.!?;,\[\]]{0,40}$
        |\b(?:since|because|as|while|although|though|whereas|despite|if|when|where|whether|even\s+though|given\s+that)\s+(?:\p{L}+\s+){0,3}["'(]*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex LostBefore();

    // "[[A]] is worse", "[[D]] gets the date wrong", "[[A]]?", "[[B]] if it is best"
    [GeneratedRegex(
        @"^[""')\s]*(?:\?|\b(?:if|when|would|could|might|may|should)\b|[^\n.!?;,:\[\]]{0,80}\b(?:worse|worst|wrong|fails?|failed|loses?|lost|inferior|incorrect|incomplete|isn't|doesn't|does not|is not|lacks?|misses|missing|ignores?|weaker|too (?:long|short|vague)|comes? (?:second|third|fourth|last)|second|third|fourth|last)\b(?!\s*[:\[]))",
        RegexOptions.IgnoreCase)]
    private static partial Regex LostAfter();
}
