namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// Best-of-N on one prompt with N sampled completions, each right or wrong: what it earns when the highest-rewarded of n
/// is taken. Every curve holds n = 1..N at index n - 1, fractions between 0 and 1.
/// </summary>
/// <remarks>
/// Completions that share the highest reward are equally likely to be taken, so the prompt earns the share of them that
/// is right. Source: the paper (arXiv 2506.01937), section 5.1.
/// </remarks>
public static class BestOfN
{
    /// <summary>The mean over all subsets of n completions, exactly: what any n samples earn, in any order.</summary>
    /// <remarks>
    /// In rising order of reward, each completion is the highest of a subset as often as <see cref="SubsetChances"/>
    /// counts; completions that share a reward are each as often right as the whole group is.
    /// </remarks>
    /// <param name="rewards">One per completion, finite.</param>
    /// <param name="isCorrect">One per completion.</param>
    public static double[] OfAny(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> isCorrect)
    {
        Check(rewards, isCorrect);
        var (sorted, order) = (rewards.ToArray(), isCorrect.ToArray());
        Array.Sort(sorted, order);
        var chances = SubsetChances.For(sorted.Length);
        var curve = new double[sorted.Length];
        for (var start = 0; start < sorted.Length;)
        {
            var (end, right) = (start, 0);
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                right += order[end++] ? 1 : 0;
            }

            var share = (double)right / (end - start);
            for (; start < end; start++)
            {
                AddTo(curve, share, chances.Highest(start));
            }
        }

        return curve;
    }

    /// <summary>What a perfect reward model earns: the chance that any of n is right, 1 - C(wrong, n) / C(N, n).</summary>
    public static double[] Oracle(ReadOnlySpan<bool> isCorrect)
    {
        var curve = new double[isCorrect.Length];
        double wrong = isCorrect.Count(false), allWrong = 1;
        for (var n = 0; n < curve.Length; n++)
        {
            allWrong *= Math.Max(0, wrong - n) / (curve.Length - n);
            curve[n] = 1 - allWrong;
        }

        return curve;
    }

    /// <summary>What a random pick earns, for every n: the share of right completions.</summary>
    public static double Mean(ReadOnlySpan<bool> isCorrect) => (double)isCorrect.Count(true) / isCorrect.Length;

    private static void AddTo(double[] curve, double share, ReadOnlySpan<double> chances)
    {
        if (share == 0)
        {
            return;
        }

        for (var n = 0; n < curve.Length; n++)
        {
            curve[n] += share * chances[n];
        }
    }

    private static void Check(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> isCorrect)
    {
        if (rewards.IsEmpty || rewards.Length != isCorrect.Length)
        {
            throw new ArgumentException("Every completion needs a reward and a label, and there must be one at least.", nameof(rewards));
        }
    }
}
