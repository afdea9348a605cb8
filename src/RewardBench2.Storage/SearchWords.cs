using System.Text;

namespace RewardBench2.Storage;

/// <summary>Finds words as the search index does: runs of letters and digits, case ignored.</summary>
public static class SearchWords
{
    /// <summary>The words of a text, in order, with their position.</summary>
    public static IEnumerable<(string Word, int Start, int Length)> In(string text)
    {
        var start = -1;
        var at = 0;
        while (at < text.Length)
        {
            // Hostile text may contain a broken surrogate pair; it does not count as a letter.
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            if (isWhole && Rune.IsLetterOrDigit(rune))
            {
                start = start < 0 ? at : start;
            }
            else if (start >= 0)
            {
                yield return (text[start..at].ToLowerInvariant(), start, at - start);
                start = -1;
            }

            at += isWhole ? rune.Utf16SequenceLength : 1;
        }

        if (start >= 0)
        {
            yield return (text[start..].ToLowerInvariant(), start, text.Length - start);
        }
    }
}
