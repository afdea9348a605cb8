using System.Globalization;

namespace RewardBench2.Web.Prompts;

/// <summary>Cuts a text at characters that cannot be seen but change what is: controls, zero-width and bidirectional marks.</summary>
public static class VisibleText
{
    /// <summary>The text in pieces; a hidden character is a piece of its own, by its number, such as <c>U+202E</c>.</summary>
    public static IEnumerable<(string Text, bool IsHidden)> Cut(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsHidden(text[at]))
            {
                if (at > start)
                {
                    yield return (text[start..at], false);
                }

                yield return ($"U+{(int)text[at]:X4}", true);
                start = at + 1;
            }
        }

        if (start < text.Length)
        {
            yield return (text[start..], false);
        }
    }

    // Joiners shape emoji and whole scripts, so they stay.
    private static bool IsHidden(char character) =>
        character is not ('\t' or '\n' or '\r' or '\u200C' or '\u200D')
        && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;
}
