using System.Collections.Concurrent;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>What the answer given most often among n completions earns, without any reward model.</summary>
/// <remarks>
/// Answers given equally often are equally likely to be taken. A completion without an answer has no vote; where no
/// completion has one, any is taken. Should completions of one answer differ in their labels, the answer is right in
/// their share.
/// </remarks>
public static class MajorityVote
{
    // Beyond this, numbers of subsets no longer fit a double.
    private const int MostCompletions = 1000;

    private static readonly ConcurrentDictionary<int, double[]> Rows = new();

    /// <summary>The mean over all subsets of n completions, exactly, for n = 1..N at index n - 1.</summary>
    /// <param name="answers">One per completion; <c>null</c> where none could be taken from the text.</param>
    /// <param name="isCorrect">One per completion.</param>
    /// <remarks>
    /// Subsets are counted by how often the winner is given (t): a polynomial product over answers, each given fewer
    /// than t times or exactly t times, which keeps how many are drawn, how many win, and how right the winners are.
    /// </remarks>
    public static double[] OfAny(IReadOnlyList<string?> answers, IReadOnlyList<bool> isCorrect)
    {
        if (answers.Count == 0 || answers.Count != isCorrect.Count)
        {
            throw new ArgumentException("Every completion needs an answer, or null, and a label.", nameof(answers));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(answers.Count, MostCompletions, nameof(answers));
        var given = Enumerable.Range(0, answers.Count)
            .GroupBy(i => answers[i])
            .Select(group => new Answer(group.Key, group.Count(), group.Average(i => isCorrect[i] ? 1.0 : 0.0)))
            .ToList();
        Answer[] voting = [.. given.Where(answer => answer.Text is not null)];
        var silent = given.Find(answer => answer.Text is null) ?? new Answer(Text: null, Times: 0, ShareRight: 0);

        var counts = new double[answers.Count + 1];
        for (var n = 1; n <= silent.Times; n++)
        {
            counts[n] = Subsets(silent.Times)[n] * silent.ShareRight;
        }

        for (var winning = 1; winning <= voting.Select(answer => answer.Times).DefaultIfEmpty().Max(); winning++)
        {
            AddWinsBy(winning, voting, silent.Times, counts);
        }

        var all = Subsets(answers.Count);
        return [.. Enumerable.Range(1, answers.Count).Select(n => counts[n] / all[n])];
    }

    private static void AddWinsBy(int winning, Answer[] voting, int silent, double[] counts)
    {
        var votes = voting.Sum(answer => answer.Times);
        var mostWinners = voting.Count(answer => answer.Times >= winning);

        // Subsets by how many completions were drawn so far and how many answers were given exactly `winning` times;
        // and, summed over these subsets, the shares in which those answers are right.
        var subsets = new double[votes + 1, mostWinners + 1];
        var right = new double[votes + 1, mostWinners + 1];
        subsets[0, 0] = 1;
        var (drawn, winners) = (0, 0);
        foreach (var answer in voting)
        {
            var choices = Subsets(answer.Times);
            for (var size = drawn + Math.Min(winning, answer.Times); size >= 0; size--)
            {
                for (var tied = Math.Min(winners + 1, mostWinners); tied >= 0; tied--)
                {
                    double all = 0, rightly = 0;
                    for (var times = 0; times < winning && times <= answer.Times && times <= size; times++)
                    {
                        all += choices[times] * subsets[size - times, tied];
                        rightly += choices[times] * right[size - times, tied];
                    }

                    if (winning <= answer.Times && winning <= size && tied > 0)
                    {
                        var (before, rightBefore) = (subsets[size - winning, tied - 1], right[size - winning, tied - 1]);
                        all += choices[winning] * before;
                        rightly += choices[winning] * (rightBefore + (answer.ShareRight * before));
                    }

                    (subsets[size, tied], right[size, tied]) = (all, rightly);
                }
            }

            drawn += Math.Min(winning, answer.Times);
            winners += answer.Times >= winning ? 1 : 0;
        }

        for (var size = winning; size <= drawn; size++)
        {
            var earned = Enumerable.Range(1, mostWinners).Sum(tied => right[size, tied] / tied);
            for (var without = 0; without <= silent; without++)
            {
                counts[size + without] += earned * Subsets(silent)[without];
            }
        }
    }

    // How many subsets of each size there are: C(count, 0..count).
    private static double[] Subsets(int count) => Rows.GetOrAdd(count, static size =>
    {
        var row = new double[size + 1];
        row[0] = 1;
        for (var n = 1; n <= size; n++)
        {
            row[n] = row[n - 1] * (size - n + 1) / n;
        }

        return row;
    });

    private sealed record Answer(string? Text, int Times, double ShareRight);
}
