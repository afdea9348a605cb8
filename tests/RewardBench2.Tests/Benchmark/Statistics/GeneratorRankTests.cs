using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class GeneratorRankTests
{
    [Fact]
    public void Generating_models_are_ranked_by_the_mean_of_one_over_rank() =>
        Assert.Equal(
            [new GeneratorRank("a", (1 + 0.5) / 2, 2), new GeneratorRank("b", (0.5 + 1) / 2, 2), new GeneratorRank("c", 1.0 / 3, 1)],
            GeneratorRank.Compute([([3, 2, 1], ["a", "b", "c"]), ([5, 6, 4], ["a", "b", null])]));

    [Fact]
    public void A_shared_reward_shares_the_rank() =>
        Assert.Equal([new GeneratorRank("a", 1 / 1.5, 2)], GeneratorRank.Compute([([1, 1], ["a", "a"])]));
}
