namespace RewardBench2.Exchange.Files;

/// <summary>Which texts can stand for something: ids, names of models and columns, keys.</summary>
internal static class UnicodeText
{
    private const char Replacement = '\uFFFD';

    /// <summary>What a message says of an id that holds what is not text.</summary>
    public const string Rule = "holds what is not Unicode text (half a character, NUL or another control character, or U+FFFD in its place); write it in letters";

    /// <summary>Whether a text holds nothing that was no text, and no control characters.</summary>
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
