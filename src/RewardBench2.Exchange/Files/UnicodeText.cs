namespace RewardBench2.Exchange.Files;

/// <summary>Which texts can be used as ids, keys, and names of models and columns.</summary>
internal static class UnicodeText
{
    private const char Replacement = '\uFFFD';

    /// <summary>What a message says about an id that is not clean.</summary>
    public const string Rule = "contains something that is not text (half of a surrogate pair, a control character such as NUL, or the replacement character U+FFFD); use printable characters";

    /// <summary>Whether a text is valid Unicode without control and replacement characters.</summary>
    public static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || text[i] == Replacement)
            {
                return false;
            }

            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text with U+FFFD for NUL, which databases do not agree on.</summary>
    public static string WithoutNul(string text) => text.Replace('\0', Replacement);
}
