using CsCheck;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class PairedComparisonTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 5, 0.0625)] // 2 / 2^5
    [InlineData(1, 5, 0.21875)] // 2 (1 + 6) / 2^6
    [InlineData(10, 0, 0.001953125)] // 2 / 2^10
    public void The_exact_p_value_counts_the_ways_a_coin_may_fall(int onlyFirst, int onlySecond, double pValue) =>
        Assert.Equal(pValue, McNemar.Exact(onlyFirst, onlySecond), 1e-12);

    [Fact]
    public void Exchanging_the_models_keeps_the_p_value() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500]).Sample((one, other) => McNemar.Exact(one, other) == McNemar.Exact(other, one));

    [Fact]
    public void Holm_steps_down_and_never_falls() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Holm_never_exceeds_one_and_never_lowers_a_p_value() =>
        Gen.Double[0, 1].Array[0, 12].Sample(pValues =>
            Holm.Adjust(pValues).Zip(pValues).All(pair => pair.First <= 1 && pair.First >= pair.Second));

    [Fact]
    public void Only_a_chosen_completion_alone_on_top_is_right() =>
        Assert.Equal(new Discordance(2, 1, 5), Discordance.Count([1, 1, 0.5, 1, 0], [0, 0.5, 1, 1, 0]));

    [Fact]
    public void A_model_compared_with_itself_differs_by_nothing()
    {
        var model = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 1));

        var comparison = PairedComparison.Compute(model, model);

        Assert.Equal(new PairedDifference(0, new Interval(0, 0)), comparison.Average);
        Assert.Equal(1, comparison.Discordance.PValue);
        Assert.True(comparison.IsComplete);
    }

    [Fact]
    public void A_clearly_better_model_is_separated_in_either_direction()
    {
        var (weak, strong) = (ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 1, skill: 0)), ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 2, skill: 3)));

        var (forth, back) = (PairedComparison.Compute(strong, weak), PairedComparison.Compute(weak, strong));

        Assert.True(forth.Average!.IsSeparated);
        Assert.True(forth.Average.Difference > 0);
        Assert.Equal(forth.Average.Difference, -back.Average!.Difference, 1e-12);
        Assert.Equal(forth.Average.Interval.Low, -back.Average.Interval.High, 1e-12);
        Assert.True(forth.Discordance.PValue < 1e-6);
    }

    [Fact]
    public void Pairing_makes_the_difference_surer_than_two_intervals_do()
    {
        var prompts = MadeUpModel.Prompts(seed: 3, share: 0.3);
        var nearTwin = prompts.Select((prompt, i) => i % 25 == 0 && prompt.Subset != Subsets.Ties ? prompt with { Rewards = [.. prompt.Rewards.Reverse()] } : prompt);
        var (first, second) = (ModelCredits.Compute(BenchmarkCatalog.RewardBench2, prompts), ModelCredits.Compute(BenchmarkCatalog.RewardBench2, nearTwin));

        var plan = new BootstrapPlan(BenchmarkCatalog.RewardBench2, first.Units);

        Assert.True(PairedComparison.Compute(first, second, plan).Average!.Interval.Width < plan.Intervals(first).Average!.Value.Width / 2);
    }

    [Fact]
    public void Only_common_prompts_are_compared()
    {
        var prompts = MadeUpModel.Prompts(seed: 4);
        var fewer = prompts.Where(prompt => prompt.Id != "Math-0" && prompt.Subset != Subsets.Ties);

        var comparison = PairedComparison.Compute(ModelCredits.Compute(BenchmarkCatalog.RewardBench2, prompts), ModelCredits.Compute(BenchmarkCatalog.RewardBench2, fewer));

        Assert.False(comparison.IsComplete);
        Assert.Null(comparison.Average);
        Assert.DoesNotContain(Subsets.Ties, comparison.Subsets.Keys);
        Assert.Equal(prompts.Count(prompt => prompt.Subset == Subsets.Math) - 1, comparison.SubsetDiscordance[Subsets.Math].Prompts);
    }
}
