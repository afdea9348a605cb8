namespace RewardBench2.Benchmark;

/// <summary>What a prompt earns when the completion with the highest reward is taken.</summary>
public static class HighestReward
{
    /// <summary>The share of correct completions among those with the highest reward, a fraction between 0 and 1.</summary>
    /// <param name="rewards">One per completion, finite; at least one.</param>
    /// <param name="isCorrect">Whether the completion at an index is a correct one.</param>
    /// <remarks>Completions that share the highest reward are equally likely to be taken.</remarks>
    public static double ShareCorrect(IReadOnlyList<double> rewards, Func<int, bool> isCorrect)
    {
        var highest = double.NegativeInfinity;
        int sharing = 0, correct = 0;
        for (var i = 0; i < rewards.Count; i++)
        {
            if (rewards[i] > highest)
            {
                (highest, sharing, correct) = (rewards[i], 0, 0);
            }

            if (rewards[i] == highest)
            {
                sharing++;
                correct += isCorrect(i) ? 1 : 0;
            }
        }

        return sharing > 0
            ? (double)correct / sharing
            : throw new ArgumentException("A prompt needs a finite reward for at least one completion.", nameof(rewards));
    }
}
