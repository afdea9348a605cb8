using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RewardBench2.Web.Submissions;

/// <summary>A piece of an exact text, as it is shown so that nothing in it goes unseen.</summary>
/// <param name="Text">The piece itself.</param>
/// <param name="Kind">What it is made of.</param>
public sealed partial record TextMark(string Text, TextMarkKind Kind)
{
    // Such as <|im_end|>, </s>, <start_of_turn> and [INST].
    private const string LooksLikeToken = @"<[^<>\s]{1,60}>|\[/?[A-Z_]{2,20}\]";

    /// <summary>The piece with a sign for everything that has no shape: <c>·</c> for a space, <c>↵</c> before a line break, a code point for the rest.</summary>
    public string Shown => string.Concat(Text.EnumerateRunes().Select(Show));

    /// <summary>Splits a text.</summary>
    /// <param name="tokens">The special tokens that are known; what looks like one is marked too.</param>
    public static IReadOnlyList<TextMark> Split(string text, IEnumerable<string> tokens)
    {
        var known = tokens.Where(token => token.Length > 0 && text.Contains(token, StringComparison.Ordinal)).Distinct().OrderByDescending(token => token.Length);
        var marks = new List<TextMark>();
        var from = 0;
        foreach (Match match in Regex.Matches(text, string.Join('|', known.Select(Regex.Escape).Append(LooksLikeToken)), RegexOptions.CultureInvariant))
        {
            marks.AddRange(SplitPlain(text[from..match.Index]));
            marks.Add(new TextMark(match.Value, TextMarkKind.Token));
            from = match.Index + match.Length;
        }

        return [.. marks, .. SplitPlain(text[from..])];
    }

    private static IEnumerable<TextMark> SplitPlain(string text) =>
        Pieces().Matches(text).Select(piece => new TextMark(piece.Value, char.IsWhiteSpace(piece.Value[0]) ? TextMarkKind.Space : TextMarkKind.Plain));

    private static string Show(Rune rune) => rune.Value switch
    {
        ' ' => "·",
        '\n' => "↵\n",
        '\t' => "→",
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            ? $"[U+{rune.Value:X4}]"
            : rune.ToString(),
    };

    [GeneratedRegex(@"\s+|\S+")]
    private static partial Regex Pieces();
}

/// <summary>What a piece of text is made of.</summary>
public enum TextMarkKind
{
    Plain,
    Space,
    Token,
}
