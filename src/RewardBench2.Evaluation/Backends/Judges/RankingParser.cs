using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads the winner in an answer: the last <c>[[A]]</c> to <c>[[D]]</c> that is a choice.</summary>
/// <remarks>
/// <para>A letter is <em>chosen</em> where it stands on a line of its own, ends the text or its clause after a word such as "best" or
/// "verdict". A judge may weigh several before it settles, so the last one chosen counts; where none is, the only letter named.</para>
/// <para>No choice is a list, neither of letters side by side (<c>[[A]], [[B]] or [[C]]</c>) nor of A, B, C and D one after the other as in
/// an instruction that is repeated; nor a letter of which the sentence says that it lost, is asked about or is but a reason
/// (<c>over [[A]]</c>, <c>2nd: [[B]]</c>, <c>since [[D]] …</c>, <c>[[A]]?</c>).</para>
/// </remarks>
public static partial class RankingParser
{
    /// <summary>The winner's position, from 0; <c>null</c> when no choice is made.</summary>
    public static int? Read(string answer)
    {
        var text = RankingMark.Plain(answer);
        var marks = RankingMark.Find(text);
        var named = marks.Where((mark, place) => !IsListed(text, marks, place) && !mark.HasLost).ToList();
        var chosen = named.LastOrDefault(mark => mark.IsChosen);
        return chosen is not null ? chosen.Letter
            : named.Select(mark => mark.Letter).Distinct().ToList() is [var only] ? only
            : null;
    }

    private static bool IsListed(string text, IReadOnlyList<RankingMark> marks, int place) =>
        IsJoined(text, marks, place - 1) || IsJoined(text, marks, place)
        || Enumerable.Range(place - 3, 4).Any(start => start >= 0 && start + 3 < marks.Count
            && Enumerable.Range(0, 4).All(letter => marks[start + letter].Letter == letter));

    private static bool IsJoined(string text, IReadOnlyList<RankingMark> marks, int place) =>
        place >= 0 && place + 1 < marks.Count && marks[place].Letter != marks[place + 1].Letter
        && !(marks[place].IsChosen && marks[place + 1].BeginsSentence)
        && Joint().IsMatch(text.AsSpan(marks[place].End..marks[place + 1].Start));

    // What stands between the letters of a list: at most a few signs and "or", "and", "then".
    [GeneratedRegex(@"^(?:[\s,;/|&=<>≥≻→""'`“”‘’*()-]|\b(?:or|and|then|followed|by)\b)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();
}
