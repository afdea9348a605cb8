using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class SigmoidEffectTests
{
    [Fact]
    public void Large_rewards_come_to_share_one_and_cost_credit()
    {
        var effect = SigmoidEffect.Compute(BenchmarkCatalog.RewardBench2, [new ScoredPrompt("p", Subsets.Math, [25, 20, -3, -4]), new ScoredPrompt("q", Subsets.Math, [2, 1, 0, -1])]);

        Assert.Equal(1, effect.Before.Subsets[Subsets.Math]);
        Assert.Equal(0.75, effect.After.Subsets[Subsets.Math]);
        Assert.Equal((1, 1), (effect.PromptsChanged, effect.PromptsWithFalseTies));
    }

    [Fact]
    public void Ties_changes_even_without_false_ties()
    {
        var effect = SigmoidEffect.Compute(BenchmarkCatalog.RewardBench2, 
        [
            new ScoredPrompt("ref:1", Subsets.Ties, [6, 3]),
            new ScoredPrompt("tied:1", Subsets.Ties, [6, 5, 3], ChosenCount: 2),
        ]);

        Assert.Equal(0, effect.PromptsWithFalseTies);
        Assert.NotEqual(effect.Before.Ties!.Terms.Closeness, effect.After.Ties!.Terms.Closeness);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(17.5, 1)]
    [InlineData(-200, 0)]
    public void The_sigmoid_is_that_of_single_precision(double reward, double expected) => Assert.Equal(expected, SigmoidEffect.Sigmoid(reward));
}
