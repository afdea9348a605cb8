using CsCheck;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class RankRangesTests
{
    [Fact]
    public void Separate_intervals_have_one_rank_each() =>
        Assert.Equal(
            [new RankRange(3, 3), new RankRange(1, 1), new RankRange(2, 2)],
            RankRanges.Compute([new(0.1, 0.2), new(0.7, 0.8), new(0.4, 0.5)]));

    [Fact]
    public void Overlapping_intervals_share_ranks() =>
        Assert.Equal(
            [new RankRange(1, 2), new RankRange(1, 3), new RankRange(2, 3)],
            RankRanges.Compute([new(0.6, 0.8), new(0.5, 0.7), new(0.4, 0.55)]));

    [Fact]
    public void Touching_intervals_overlap() =>
        Assert.Equal([new RankRange(1, 2), new RankRange(1, 2)], RankRanges.Compute([new(0.5, 0.6), new(0.4, 0.5)]));

    [Fact]
    public void The_rank_by_score_lies_in_the_range() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 20], Gen.Int[0, 20]).Array[1, 30].Sample(models =>
        {
            var ranges = RankRanges.Compute([.. models.Select(model => new Interval(model.Item1 - model.Item2, model.Item1 + model.Item3))]);
            return models.Select((model, i) => 1 + models.Count(other => other.Item1 > model.Item1) is var rank
                && rank >= ranges[i].Low && rank <= ranges[i].High).All(holds => holds);
        });

    [Fact]
    public void No_models_have_no_ranges() => Assert.Empty(RankRanges.Compute([]));
}
