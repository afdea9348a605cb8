using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class ApproximateIntervalTests
{
    // Worked examples of Newcombe, Stat. Med. 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void A_share_has_Wilsons_interval(int right, int prompts, double low, double high)
    {
        var interval = ApproximateInterval.OfProportion((double)right / prompts, prompts);

        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void A_score_of_Ties_outside_zero_to_one_lies_in_its_interval(double score) =>
        Assert.True(ApproximateInterval.OfSubset(Subsets.Ties, score)!.Value.Contains(score));

    [Fact]
    public void The_smallest_subset_is_the_least_certain() =>
        Assert.Equal(Subsets.Ties, Subsets.All.MaxBy(subset => ApproximateInterval.OfSubset(subset, 0.7)!.Value.Width));

    [Fact]
    public void The_average_is_surer_than_any_subset()
    {
        var interval = ApproximateInterval.OfAverage(BenchmarkCatalog.RewardBench2, Subsets.All.ToDictionary(subset => subset, _ => 0.7))!.Value;

        Assert.True(interval.Contains(0.7));
        Assert.All(Subsets.All, subset => Assert.True(interval.Width < ApproximateInterval.OfSubset(subset, 0.7)!.Value.Width));
    }

    [Fact]
    public void The_average_of_five_subsets_has_none() =>
        Assert.Null(ApproximateInterval.OfAverage(BenchmarkCatalog.RewardBench2, Subsets.All.Where(subset => !subset.IsTies).ToDictionary(subset => subset, _ => 0.7)));

    [Fact]
    public void No_prompts_have_no_interval() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ApproximateInterval.OfProportion(0.5, 0));
}
