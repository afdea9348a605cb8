using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>Finds what a search hit in a text, and cuts a piece around it.</summary>
public static class Snippets
{
    private const int Before = 40;
    private const int Longest = 220;

    // Past this a text is not looked through: a snippet is a help to the eye, not the search itself.
    private const int LookedThrough = 200_000;

    /// <summary>The first piece of a prompt, or else of a completion, that the search hits; <c>null</c> when none does.</summary>
    public static Snippet? Find(Prompt prompt, SearchExpression expression) =>
        Find(prompt.Text, "prompt", expression)
        ?? prompt.Completions
            .Select(completion => Find(completion.Text, completion.IsChosen ? "chosen" : "rejected", expression))
            .FirstOrDefault(snippet => snippet is not null);

    /// <summary>A text from a little before its first hit, cut into what is hit and what is not.</summary>
    public static IReadOnlyList<TextSegment> Cut(string text, SearchExpression expression)
    {
        var hits = Hits(text, expression);
        if (hits.Count == 0)
        {
            return [];
        }

        var start = Edge(text, Math.Max(0, hits[0].Start - Before));
        var end = Edge(text, Math.Min(text.Length, start + Longest));
        var segments = new List<TextSegment>();
        var at = start;
        foreach (var (hit, length) in hits.Where(hit => hit.Start + hit.Length <= end))
        {
            Add(segments, text[at..hit], isHit: false);
            Add(segments, text[hit..(hit + length)], isHit: true);
            at = hit + length;
        }

        Add(segments, text[at..end], isHit: false);
        return segments;
    }

    private static Snippet? Find(string text, string where, SearchExpression expression) =>
        Cut(text, expression) is { Count: > 0 } segments ? new Snippet(where, segments) : null;

    private static List<(int Start, int Length)> Hits(string text, SearchExpression expression)
    {
        var words = SearchWords.In(text.Length > LookedThrough ? text[..LookedThrough] : text).ToList();
        var terms = expression.Required.SelectMany(group => group).ToList();
        var hits = new List<(int Start, int Length)>();
        for (var at = 0; at < words.Count; at++)
        {
            var term = terms.Find(term => Matches(term, words, at));
            if (term is not null)
            {
                var last = words[at + term.Words.Count - 1];
                hits.Add((words[at].Start, last.Start + last.Length - words[at].Start));
                at += term.Words.Count - 1;
            }
        }

        return hits;
    }

    private static bool Matches(SearchTerm term, List<(string Word, int Start, int Length)> words, int at)
    {
        for (var i = 0; i < term.Words.Count; i++)
        {
            var isLast = i == term.Words.Count - 1;
            if (at + i >= words.Count
                || !(isLast && term.IsPrefix ? words[at + i].Word.StartsWith(term.Words[i], StringComparison.Ordinal) : words[at + i].Word == term.Words[i]))
            {
                return false;
            }
        }

        return true;
    }

    // Never between the halves of a surrogate pair.
    private static int Edge(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static void Add(List<TextSegment> segments, string text, bool isHit)
    {
        if (text.Length > 0)
        {
            segments.Add(new TextSegment(text, isHit));
        }
    }
}
