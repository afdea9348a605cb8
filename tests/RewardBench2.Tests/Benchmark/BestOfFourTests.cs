using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Tests.Benchmark;

public sealed class BestOfFourTests
{
    [Theory]
    [InlineData(1.00, new[] { 0.9, 0.1, 0.2, 0.3 })] // chosen alone on top
    [InlineData(0.00, new[] { 0.1, 0.9, 0.2, 0.3 })] // a rejected completion on top
    [InlineData(0.50, new[] { 0.9, 0.9, 0.2, 0.3 })] // shared by two
    [InlineData(0.25, new[] { 0.5, 0.5, 0.5, 0.5 })] // all alike: what guessing earns
    public void A_shared_highest_reward_earns_a_shared_credit(double accuracy, double[] rewards) =>
        Assert.Equal(accuracy, BestOfK.Four.Score([new ScoredPrompt("p", Subsets.Math, rewards)]));
}
