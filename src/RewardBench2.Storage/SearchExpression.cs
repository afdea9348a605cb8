namespace RewardBench2.Storage;

/// <summary>
/// What a visitor searches for: all words must occur; <c>"a phrase"</c> in that order, <c>word*</c> as a beginning,
/// <c>-word</c> not at all, <c>a OR b</c> at least one.
/// </summary>
/// <param name="Required">Every group must be met, by any of its terms.</param>
/// <param name="Excluded">None may occur.</param>
public sealed record SearchExpression(
    IReadOnlyList<IReadOnlyList<SearchTerm>> Required, IReadOnlyList<SearchTerm> Excluded)
{
    /// <summary>The longest search that is read, in characters.</summary>
    public const int LongestText = 300;

    /// <summary>Reads a search as a visitor typed it.</summary>
    /// <returns>The expression, or what is wrong with the text and what to write instead.</returns>
    public static (SearchExpression? Expression, string? Problem) Parse(string text)
    {
        if (text.Length > LongestText)
        {
            return (null, $"The search is longer than {LongestText} characters. Search for fewer words.");
        }

        if (text.Count(character => character == '"') % 2 != 0)
        {
            return (null, "A quotation mark is open. Close the phrase with another, or leave it out.");
        }

        var required = new List<List<SearchTerm>>();
        var excluded = new List<SearchTerm>();
        var joinsPrevious = false;
        foreach (var part in Parts(text))
        {
            if (part == "OR")
            {
                if (required.Count == 0 || joinsPrevious)
                {
                    return (null, "OR needs a word on either side: cat OR dog.");
                }

                joinsPrevious = true;
                continue;
            }

            var isExcluded = part.StartsWith('-');
            var words = SearchWords.In(part).Select(word => word.Word).ToList();
            if (words.Count == 0)
            {
                return (null, $"There is nothing to search for in '{part}'. A search is made of letters and digits.");
            }

            if (isExcluded && joinsPrevious)
            {
                return (null, "OR cannot be followed by an excluded word.");
            }

            Add(new SearchTerm(words, IsPrefix: part.EndsWith('*')), isExcluded, joinsPrevious, required, excluded);
            joinsPrevious = false;
        }

        return joinsPrevious ? (null, "OR needs a word on either side: cat OR dog.")
            : required.Count == 0 ? (null, "Add at least one word that must occur; a search cannot consist of exclusions alone.")
            : (new SearchExpression(required, excluded), null);
    }

    private static void Add(
        SearchTerm term, bool isExcluded, bool joinsPrevious, List<List<SearchTerm>> required, List<SearchTerm> excluded)
    {
        if (isExcluded)
        {
            excluded.Add(term);
        }
        else if (joinsPrevious)
        {
            required[^1].Add(term);
        }
        else
        {
            required.Add([term]);
        }
    }

    // Splits at spaces outside quotation marks.
    private static IEnumerable<string> Parts(string text)
    {
        var start = 0;
        var isQuoted = false;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] == '"')
            {
                isQuoted = !isQuoted;
            }

            if (at == text.Length || (!isQuoted && char.IsWhiteSpace(text[at])))
            {
                if (at > start)
                {
                    yield return text[start..at];
                }

                start = at + 1;
            }
        }
    }
}

/// <summary>One word or phrase of a search.</summary>
/// <param name="Words">Lower-case runs of letters and digits that follow one another; at least one.</param>
/// <param name="IsPrefix">The last word may go on.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix);
