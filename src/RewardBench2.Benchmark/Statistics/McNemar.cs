using MathNet.Numerics.Distributions;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>Whether two models that were scored on the same prompts differ, judged by the prompts on which just one is right.</summary>
/// <remarks>Source: Q. McNemar, Psychometrika 12 (1947), in its exact form: a binomial test of one half.</remarks>
public static class McNemar
{
    /// <summary>The two-sided exact p value: how often a fair coin would split the discordant prompts at least as unevenly.</summary>
    /// <param name="onlyFirst">Prompts on which only the first model is right; at least 0.</param>
    /// <param name="onlySecond">Prompts on which only the second model is right; at least 0.</param>
    /// <returns>Above 0, at most 1; 1 where there are no discordant prompts.</returns>
    public static double Exact(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        var discordant = onlyFirst + onlySecond;
        return onlyFirst == onlySecond
            ? 1
            : Math.Min(1, 2 * Binomial.CDF(p: 0.5, discordant, Math.Min(onlyFirst, onlySecond)));
    }
}
