namespace RewardBench2.Benchmark;

/// <summary>By how much a model prefers the chosen completions of a prompt to the rejected ones.</summary>
public static class RewardMargin
{
    /// <summary>Worst chosen minus best rejected reward: above 0 where the model is right.</summary>
    /// <param name="rewards">One per completion, chosen ones first; at least one chosen and one rejected.</param>
    /// <param name="chosenCount">How many are chosen.</param>
    public static double Compute(IReadOnlyList<double> rewards, int chosenCount)
    {
        double worstChosen = double.PositiveInfinity, bestRejected = double.NegativeInfinity;
        for (var i = 0; i < rewards.Count; i++)
        {
            worstChosen = i < chosenCount ? Math.Min(worstChosen, rewards[i]) : worstChosen;
            bestRejected = i < chosenCount ? bestRejected : Math.Max(bestRejected, rewards[i]);
        }

        return worstChosen - bestRejected;
    }

    /// <summary>A model's typical margin, the root of the mean square: the unit in which margins of different models compare.</summary>
    /// <param name="margins">One per prompt that has rewards.</param>
    /// <returns>At least 0; 0 without margins.</returns>
    public static double Typical(IEnumerable<double> margins) =>
        Math.Sqrt(margins.Select(margin => margin * margin).DefaultIfEmpty().Average());
}
