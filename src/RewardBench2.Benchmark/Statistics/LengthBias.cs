namespace RewardBench2.Benchmark.Statistics;

/// <summary>Whether a model rewards long completions.</summary>
/// <param name="Correlation">
/// Pearson's correlation of reward and length within a prompt, averaged over prompts; between -1 and 1, <c>null</c>
/// where in every prompt the rewards or the lengths are all alike.
/// </param>
/// <param name="LongestOnTop">The share of prompts whose highest-rewarded completion is the longest; shared rewards count in part; <c>null</c> without prompts.</param>
/// <param name="LongestByChance">The share that a random pick would reach; <c>null</c> without prompts.</param>
/// <param name="Prompts">How many prompts were looked at.</param>
/// <remarks>
/// Chosen completions may rightly be longer or shorter: compare it with the baselines <c>longest</c> and <c>shortest</c>
/// on the same prompts.
/// </remarks>
public sealed record LengthBias(double? Correlation, double? LongestOnTop, double? LongestByChance, int Prompts)
{
    /// <summary>Measures a model on prompts of any subsets.</summary>
    public static LengthBias Compute(IEnumerable<RewardedLengths> prompts)
    {
        var correlations = new List<double>();
        double onTop = 0, byChance = 0;
        var count = 0;
        foreach (var (rewards, lengths) in prompts)
        {
            var (highest, longest) = (rewards.Max(), lengths.Max());
            int[] top = [.. Enumerable.Range(0, rewards.Count).Where(i => rewards[i] == highest)];
            onTop += (double)top.Count(i => lengths[i] == longest) / top.Length;
            byChance += (double)lengths.Count(length => length == longest) / lengths.Count;
            count++;
            if (rewards.Min() < highest && lengths.Min() < longest)
            {
                correlations.Add(MathNet.Numerics.Statistics.Correlation.Pearson(rewards, lengths.Select(length => (double)length)));
            }
        }

        return new LengthBias(
            correlations.Count == 0 ? null : correlations.Average(),
            count == 0 ? null : onTop / count,
            count == 0 ? null : byChance / count,
            count);
    }
}
