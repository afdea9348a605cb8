using RewardBench2.Benchmark;

namespace RewardBench2.Bench;

/// <summary>Seeded rewards of made-up models on a dataset of the official size: 1,865 prompts, 51 pairs of Ties.</summary>
public static class MadeUpModels
{
    public static ScoredPrompt[][] Prompts(int models) => [.. Enumerable.Range(0, models).Select(OfSeed)];

    private static ScoredPrompt[] OfSeed(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Subsets.All.Where(subset => !subset.IsTies).SelectMany(subset => Enumerable.Range(0, subset.Prompts!.Value)
                .Select(i => new ScoredPrompt($"{subset}-{i}", subset, Rewards(random, chosen: 1, completions: 4)))),
            .. Enumerable.Range(0, 51).SelectMany(number => new[]
            {
                new ScoredPrompt($"ref:{number}", Subsets.Ties, Rewards(random, chosen: 1, completions: 11)),
                new ScoredPrompt($"tied:{number}", Subsets.Ties, Rewards(random, chosen: 8, completions: 20), ChosenCount: 8),
            }),
        ];
    }

    private static double[] Rewards(Random random, int chosen, int completions) =>
        [.. Enumerable.Range(0, completions).Select(i => random.NextDouble() + (i < chosen ? 0.4 : 0))];
}
