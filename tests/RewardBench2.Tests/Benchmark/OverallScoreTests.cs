using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Tests.Benchmark;

public sealed class OverallScoreTests
{
    private static readonly double[] Right = [1, 0, 0, 0];

    [Fact]
    public void The_average_is_the_plain_mean_of_the_six_subsets_whatever_their_sizes()
    {
        var score = OverallScore.Compute(BenchmarkCatalog.RewardBench2, 
        [
            .. Subsets.All.Where(subset => !subset.IsTies).Select(subset => new ScoredPrompt($"{subset}", subset, Right)),
            new ScoredPrompt("again", Subsets.Math, [0, 1, 0, 0]),
            new ScoredPrompt("ref:1", Subsets.Ties, [0, 0]),
            new ScoredPrompt("tied:1", Subsets.Ties, [0, 0, 0], ChosenCount: 2),
        ]);

        Assert.Equal(0.5, score.Subsets[Subsets.Math]);
        Assert.Equal(4.5 / 6, score.Average!.Value, 1e-15);
        Assert.Equal(0, score.Ties!.Score);
        Assert.DoesNotContain("tied:1", score.Results.Keys);
    }

    [Fact]
    public void A_missing_subset_leaves_no_average()
    {
        var score = OverallScore.Compute(BenchmarkCatalog.RewardBench2, [.. Subsets.All.Where(subset => !subset.IsTies).Select(subset => new ScoredPrompt($"{subset}", subset, Right))]);

        Assert.Null(score.Average);
        Assert.Null(score.Ties);
        Assert.Equal(5, score.Subsets.Count);
    }

    [Fact]
    public void A_reported_result_stands_where_there_are_no_rewards() =>
        Assert.Equal(0.25, OverallScore.Compute(BenchmarkCatalog.RewardBench2, [new ScoredPrompt("p", Subsets.Safety, [], ReportedResult: 0.25)]).Subsets[Subsets.Safety]);

    [Fact]
    public void Rewards_outweigh_a_reported_result() =>
        Assert.Equal(1, OverallScore.Compute(BenchmarkCatalog.RewardBench2, [new ScoredPrompt("p", Subsets.Safety, Right, ReportedResult: 0)]).Subsets[Subsets.Safety]);

    [Fact]
    public void A_prompt_with_neither_is_refused() =>
        Assert.Throws<ArgumentException>(() => OverallScore.Compute(BenchmarkCatalog.RewardBench2, [new ScoredPrompt("p", Subsets.Safety, [])]));
}
