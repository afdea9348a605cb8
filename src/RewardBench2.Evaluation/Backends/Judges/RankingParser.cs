using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads the winner in an answer: the last <c>[[A]]</c> to <c>[[D]]</c> that is a choice.</summary>
/// <remarks>
/// A judge may weigh several before it settles, so the last one counts. A list of letters is not a choice: neither letters side by side
/// (<c>[[A]], [[B]] or [[C]]</c>), nor A, B, C and D one after the other, as in an instruction that is repeated.
/// </remarks>
public static partial class RankingParser
{
    /// <summary>The winner's position, from 0; <c>null</c> when no choice is made.</summary>
    public static int? Read(string answer)
    {
        var marks = Mark().Matches(answer);
        var isListed = new bool[marks.Count];
        for (var place = 1; place < marks.Count; place++)
        {
            if (Letter(marks[place]) != Letter(marks[place - 1])
                && Joint().IsMatch(answer[(marks[place - 1].Index + marks[place - 1].Length)..marks[place].Index]))
            {
                isListed[place - 1] = isListed[place] = true;
            }

            if (place >= 3 && Enumerable.Range(0, 4).All(letter => Letter(marks[place - 3 + letter]) == letter))
            {
                Array.Fill(isListed, true, place - 3, 4);
            }
        }

        var choice = Array.LastIndexOf(isListed, false);
        return choice < 0 ? null : Letter(marks[choice]);
    }

    private static int Letter(Match mark) => mark.Groups[1].Value[0] - 'A';

    [GeneratedRegex(@"\[\[\s*([A-D])\s*\]\]")]
    private static partial Regex Mark();

    // What stands between the letters of a list: at most a few signs and "or", "and".
    [GeneratedRegex(@"^(?:[\s,;/|&=>""'`“”‘’*()-]|\b(?:or|and)\b)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();
}
