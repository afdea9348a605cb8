using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class LengthBiasTests
{
    [Fact]
    public void Rewards_that_grow_with_length_correlate_by_one_and_put_the_longest_on_top()
    {
        var bias = LengthBias.Compute([new([1, 2, 3, 4], [10, 20, 30, 40]), new([4, 2, 2, 0], [40, 20, 20, 0])]);

        Assert.Equal(1, bias.Correlation!.Value, 1e-12);
        Assert.Equal((1, 0.25, 2), (bias.LongestOnTop, bias.LongestByChance, bias.Prompts));
    }

    [Fact]
    public void The_scale_of_one_prompt_does_not_outweigh_another() =>
        Assert.Equal(0, LengthBias.Compute([new([0, 1000], [1, 900]), new([0.2, 0.1], [1, 2])]).Correlation!.Value, 1e-12);

    [Fact]
    public void A_shared_reward_on_top_counts_in_part() =>
        Assert.Equal(0.5, LengthBias.Compute([new([5, 5, 1], [7, 9, 8])]).LongestOnTop);

    [Fact]
    public void Rewards_all_alike_have_no_correlation() => Assert.Null(LengthBias.Compute([new([1, 1], [1, 2])]).Correlation);

    [Fact]
    public void No_prompts_have_no_bias() => Assert.Equal(new LengthBias(null, null, null, 0), LengthBias.Compute([]));
}
