using RewardBench2.Benchmark;

namespace RewardBench2.Tests.Benchmark;

public sealed class TiesTests
{
    [Fact]
    public void Wide_margins_over_a_narrow_spread_earn_every_term()
    {
        var score = Ties.Score([Ref(1, 5, 1), Tied(1, chosen: [6, 5], rejected: [1])]);

        Assert.Equal((1, 1, 1, 1), (score.Terms.TiedAccuracy, score.Terms.RefAccuracy, score.Terms.TiedMarginBeyondSpread, score.Terms.BothMarginsBeyondSpread));
        Assert.Equal(Math.Tanh(3), score.Terms.Closeness, 1e-15); // margins 4 and 4, spread 1
        Assert.Equal(1 + (0.01 * Math.Tanh(3)), score.Score, 1e-15);
    }

    [Fact]
    public void The_smaller_margin_decides_the_stricter_term()
    {
        var score = Ties.Score([Ref(1, 1.5, 1), Tied(1, chosen: [6, 5], rejected: [1])]);

        Assert.Equal(1, score.Terms.TiedMarginBeyondSpread);
        Assert.Equal(0, score.Terms.BothMarginsBeyondSpread);
        Assert.Equal(Math.Tanh(0.5 - 1), score.Terms.Closeness, 1e-15);
    }

    [Fact]
    public void A_margin_equal_to_the_spread_is_not_beyond_it()
    {
        var score = Ties.Score([Ref(1, 9, 1), Tied(1, chosen: [3, 2], rejected: [1])]);

        Assert.Equal((1, 0, 0), (score.Terms.TiedAccuracy, score.Terms.TiedMarginBeyondSpread, score.Terms.BothMarginsBeyondSpread));
        Assert.Equal(0, score.Terms.Closeness, 1e-15);
    }

    [Fact]
    public void Each_accuracy_is_taken_over_its_own_half()
    {
        var score = Ties.Score(
        [
            Ref(1, 2, 1), Tied(1, chosen: [1, 1], rejected: [2]),
            Ref(2, 2, 1), Tied(2, chosen: [3, 3], rejected: [2]),
        ]);

        Assert.Equal((0.5, 1.0), (score.Terms.TiedAccuracy, score.Terms.RefAccuracy));
    }

    [Fact]
    public void A_margin_and_spread_of_nothing_count_nothing() =>
        Assert.Equal(0, Ties.Score([Ref(1, 1, 1), Tied(1, chosen: [1, 1], rejected: [1])]).Score);

    [Theory]
    [InlineData(3, 1)] // every right answer alike and above: tanh(+infinity)
    [InlineData(0, -1)] // alike and below: tanh(-infinity)
    public void Without_any_spread_only_the_sign_of_the_margin_counts(double chosen, double closeness) =>
        Assert.Equal(closeness, Ties.Score([Ref(1, chosen, 1), Tied(1, chosen: [chosen, chosen], rejected: [1])]).Terms.Closeness);

    [Fact]
    public void A_half_without_its_twin_counts_for_accuracy_only()
    {
        var score = Ties.Score([Ref(1, 5, 1), Tied(1, chosen: [6, 5], rejected: [1]), Tied(2, chosen: [1, 0], rejected: [2]), Ref(3, 0, 1)]);

        Assert.Equal((0.5, 0.5), (score.Terms.TiedAccuracy, score.Terms.RefAccuracy));
        Assert.Equal([1], score.Pairs.Select(pair => pair.Number));
        Assert.Equal(1, score.Terms.BothMarginsBeyondSpread);
    }

    [Fact]
    public void With_one_kind_of_half_only_its_accuracy_is_left() =>
        Assert.Equal(0.30, Ties.Score([Ref(1, 5, 1), Ref(2, 5, 1)]).Score);

    [Fact]
    public void A_tied_half_with_one_right_answer_has_no_spread()
    {
        var score = Ties.Score([Ref(1, 5, 1), Tied(1, chosen: [6], rejected: [1])]);

        Assert.Null(score.Pairs[0].Tied.Spread);
        Assert.Equal(1, score.Terms.Closeness);
    }

    [Theory]
    [InlineData("ref:7", TiesHalf.Ref, 7)]
    [InlineData("tied:0", TiesHalf.Tied, 0)]
    public void An_id_names_the_half_and_the_pair(string id, TiesHalf half, int number) => Assert.Equal((half, number), Ties.ParseId(id));

    [Theory]
    [InlineData("7")]
    [InlineData("ref:")]
    [InlineData("tied:-1")]
    [InlineData("other:1")]
    public void Any_other_id_is_refused(string id)
    {
        Assert.Null(Ties.ParseId(id));
        Assert.Throws<ArgumentException>(() => Ties.Score([new ScoredPrompt(id, Subsets.Ties, [1, 0])]));
    }

    [Fact]
    public void A_prompt_without_a_rejected_completion_is_refused() =>
        Assert.Throws<ArgumentException>(() => Ties.Score([new ScoredPrompt("tied:1", Subsets.Ties, [1, 0], ChosenCount: 2)]));

    [Fact]
    public void No_prompts_have_no_score() => Assert.Throws<ArgumentException>(() => Ties.Score([]));

    private static ScoredPrompt Ref(int number, double chosen, params double[] rejected) =>
        new($"ref:{number}", Subsets.Ties, [chosen, .. rejected]);

    private static ScoredPrompt Tied(int number, double[] chosen, double[] rejected) =>
        new($"tied:{number}", Subsets.Ties, [.. chosen, .. rejected], chosen.Length);
}
