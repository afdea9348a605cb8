using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Takes away what decorates a rating, and keeps what it says.</summary>
public static partial class RatingMarkup
{
    /// <summary>Plain text: no emphasis, code marks, tags, LaTeX or full-width signs, and no mention of the scale.</summary>
    public static string Clean(string answer)
    {
        var text = new string([.. answer.Select(Plain)]).ReplaceLineEndings("\n");
        text = Wrapped().Replace(text, "$1");
        text = Fraction().Replace(text, "$1/$2");
        text = Boxed().Replace(text, "[[$1]]");
        text = Format().Replace(text, "\n");
        text = Tag().Replace(text, tag => tag.Groups[1].Success ? $"\n{tag.Groups[1].Value.Replace('_', ' ')}: " : "\n");
        text = Decoration().Replace(text, "");
        text = BracketedFraction().Replace(text, "[[$1]]");
        return Scale().Replace(text, "");
    }

    // Digits of every script, full-width signs, the fraction slashes.
    private static char Plain(char letter) => letter switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u2044' or '\u2215' => '/',
        '\u3010' => '[',
        '\u3011' => ']',
        '\u00A0' or '\u202F' or '\u3000' => ' ',
        _ when letter > 127 && char.IsDigit(letter) => (char)('0' + (int)char.GetNumericValue(letter)),
        _ => letter,
    };

    // \text{8}, \mathbf{8}
    [GeneratedRegex(@"\\(?:text|textbf|mathbf|mathrm|mbox)\s*\{([^{}]{1,20})\}")]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"\\f?boxed\s*\{([^{}]{1,40})\}")]
    private static partial Regex Boxed();

    [GeneratedRegex(@"\\[dt]?frac\s*\{(\d{1,3})\}\s*\{(\d{1,3})\}")]
    private static partial Regex Fraction();

    // A server may leave the model's last token in the text.
    [GeneratedRegex(@"</?(?:s|b|i|u|p|em|br|strong|code|pre|div|span|mark|small|big|center|h[1-6]|[uo]l|li|table|t[hrd]|thead|tbody)\s*/?>|<\|[a-z_]{1,30}\|>", RegexOptions.IgnoreCase)]
    private static partial Regex Format();

    // <rating>8</rating> is a line of its own that says what it is.
    [GeneratedRegex(@"<([A-Za-z][A-Za-z_-]{0,30})>|</[A-Za-z][A-Za-z_-]{0,30}>")]
    private static partial Regex Tag();

    // Emphasis, code and its fences, quotation marks, LaTeX's dollars, what nobody sees.
    [GeneratedRegex("""```[a-z]*|[*_`"“”$#\u200B-\u200D\u2060\uFEFF]|\\[()\[\]]|\\(?=/)""")]
    private static partial Regex Decoration();

    // [[8]]/10 is [[8/10]].
    [GeneratedRegex(@"\[\[\s*(\d+)\s*\]\](?=\s*/\s*10\b)\s*/\s*10")]
    private static partial Regex BracketedFraction();

    // "on a scale of 1 to 10", "(1-10)"
    [GeneratedRegex(@"(?:,?\s*\b(?:on|using|out of|from)\s+)?\b(?:a|the)\s+(?:scale|range)\s+(?:of|from)\s+1\s*(?:-|–|—|to)\s*10\b|[\[(]\s*1\s*(?:-|–|—|to)\s*10\s*[\])]", RegexOptions.IgnoreCase)]
    private static partial Regex Scale();
}
