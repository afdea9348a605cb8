using RewardBench2.Benchmark;

namespace RewardBench2.Tests.Benchmark.Statistics;

/// <summary>Seeded rewards for a dataset of the official layout, smaller where a test can do with less.</summary>
internal static class MadeUpModel
{
    /// <param name="seed">Two seeds are two models.</param>
    /// <param name="skill">By how much chosen completions are rewarded more, in standard deviations of rewards.</param>
    /// <param name="share">Which share of the official number of prompts.</param>
    public static List<ScoredPrompt> Prompts(int seed, double skill = 1, double share = 0.1)
    {
        var random = new Random(seed);
        var prompts = new List<ScoredPrompt>();
        foreach (var subset in Subsets.All.Where(subset => !subset.IsTies))
        {
            for (var i = 0; i < subset.Prompts * share; i++)
            {
                prompts.Add(new ScoredPrompt($"{subset}-{i}", subset, Rewards(random, chosen: 1, rejected: 3, skill)));
            }
        }

        for (var number = 0; number < 51 * share; number++)
        {
            prompts.Add(new ScoredPrompt($"ref:{number}", Subsets.Ties, Rewards(random, chosen: 1, rejected: 10, skill)));
            prompts.Add(new ScoredPrompt($"tied:{number}", Subsets.Ties, Rewards(random, chosen: 5, rejected: 10, skill), ChosenCount: 5));
        }

        return prompts;
    }

    private static double[] Rewards(Random random, int chosen, int rejected, double skill) =>
        [.. Enumerable.Range(0, chosen + rejected).Select(i => Normal(random) + (i < chosen ? skill : 0))];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
