using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class PromptMeasuresTests
{
    [Fact]
    public void A_prompt_that_only_good_models_get_right_discriminates_and_a_mislabelled_one_does_so_backwards()
    {
        var measures = Of([[1, 0, 1, 1, 0.5], [1, 0, 1, 0.5, 0.5], [0, 1, 0, 0, 0.5]]);

        Assert.True(measures[0].Discrimination > 0.5);
        Assert.True(measures[1].Discrimination < -0.5);
        Assert.Null(measures[4].Discrimination);
    }

    [Fact]
    public void Discrimination_leaves_the_prompt_itself_out_of_the_total()
    {
        // Without the correction any prompt correlates with a total of which it is half.
        var measures = Of([[1, 0], [0, 1], [1, 1], [0, 0]]);

        Assert.Equal(0, measures[0].Discrimination!.Value, 1e-12);
    }

    [Fact]
    public void Share_right_and_disagreement_follow_the_results()
    {
        var measures = Of([[1, 1], [1, 0], [1, 1], [1, 0]]);

        Assert.Equal((1, 0, 4), (measures[0].ShareRight, measures[0].Disagreement, measures[0].Models));
        Assert.Equal((0.5, 1), (measures[1].ShareRight, measures[1].Disagreement));
    }

    [Fact]
    public void Margins_are_averaged_in_each_models_own_unit()
    {
        var measures = PromptMeasures.Compute([[1, 0], [1, 0]], [[3, -3], [300, -300]]);

        Assert.Equal((1, -1), (measures[0].MeanMargin, measures[1].MeanMargin));
    }

    [Fact]
    public void Models_without_a_result_are_left_out()
    {
        var measures = PromptMeasures.Compute([[1, null], [0, 1]], [[null, null], [null, null]]);

        Assert.Equal(1, measures[1].Models);
        Assert.Null(measures[1].MeanMargin);
    }

    [Fact]
    public void A_prompt_without_models_has_no_measures() =>
        Assert.Equal(new PromptMeasures(0, null, null, null, null), PromptMeasures.Compute([[null]], [[null]])[0]);

    [Fact]
    public void A_margin_is_from_the_worst_chosen_to_the_best_rejected() =>
        Assert.Equal(-1, RewardMargin.Compute([5, 2, 3, 1], chosenCount: 2));

    private static IReadOnlyList<PromptMeasures> Of(double?[][] results) =>
        PromptMeasures.Compute(results, [.. results.Select(row => row.Select(_ => (double?)null).ToArray())]);
}
