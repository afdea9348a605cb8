using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Tests.Benchmark.Rules;

/// <summary>What each rule earns on prompts small enough to count by hand.</summary>
public sealed class ScoringRuleTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 1, 1.0)]
    [InlineData(new[] { 1.0, 3, 2 }, 1, 0.0)]
    [InlineData(new[] { 3.0, 3, 2 }, 1, 0.5)]
    [InlineData(new[] { 3.0, 3, 3, 3 }, 2, 0.5)]
    public void Best_of_k_shares_the_highest_reward(double[] rewards, int chosen, double expected) =>
        Assert.Equal(expected, new BestOfK().ResultOf(rewards, chosen), 1e-15);

    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 1, 1.0)]
    [InlineData(new[] { 3.0, 3, 2 }, 1, 0.0)]
    [InlineData(new[] { 3.0, 3, 2 }, 2, 1.0)]
    public void Strict_best_of_k_gives_nothing_for_a_shared_highest_reward(double[] rewards, int chosen, double expected) =>
        Assert.Equal(expected, new BestOfK(Shared: SharedReward.Nothing).ResultOf(rewards, chosen));

    [Theory]
    [InlineData(new[] { 2.0, 1, 2, 3 }, 1, 1.0 / 3)]
    [InlineData(new[] { 2.0, 1, 0, 1 }, 2, 0.75)]
    [InlineData(new[] { 1.0, 1 }, 1, 0.0)]
    public void All_pairs_counts_pairs_that_are_strictly_won(double[] rewards, int chosen, double expected) =>
        Assert.Equal(expected, new AllPairs().ResultOf(rewards, chosen), 1e-15);

    [Theory]
    [InlineData(new[] { 5.0, 1, 1 }, 1, 1.0)]
    [InlineData(new[] { 5.0, 7, 5 }, 1, 1.0 / 3)]
    [InlineData(new[] { 5.0, 6, 7, 1 }, 2, 0.5)]
    public void The_reciprocal_rank_is_that_of_the_best_chosen_behind_equals(double[] rewards, int chosen, double expected) =>
        Assert.Equal(expected, new ReciprocalRank().ResultOf(rewards, chosen), 1e-15);

    // Chosen 1, 2, 3 in three styles against rejected 0, 1.5, 2.5: won cells are (0,0), (1,0), (1,1), (2,0), (2,1), (2,2).
    [Theory]
    [InlineData(MatrixCells.All, 6.0 / 9)]
    [InlineData(MatrixCells.AboveDiagonal, 0.0)]
    [InlineData(MatrixCells.Diagonal, 1.0)]
    [InlineData(MatrixCells.BelowDiagonal, 1.0)]
    public void The_style_matrix_counts_the_cells_it_is_told_to(MatrixCells cells, double expected) =>
        Assert.Equal(expected, new StyleMatrix(3, cells).ResultOf([1, 2, 3, 0, 1.5, 2.5], 3), 1e-15);

    [Fact]
    public void A_rule_refuses_a_shape_it_does_not_fit()
    {
        Assert.Equal("needs 1 chosen and 3 rejected completions", BestOfK.Four.WrongShape(5, 1));
        Assert.Equal("needs 4 completions", new BestOfK(4).WrongShape(5, 1));
        Assert.Equal("needs 1 chosen", new BestOfK(Chosen: 1).WrongShape(5, 2));
        Assert.Null(BestOfK.Four.WrongShape(4, 1));
        Assert.Equal("needs 3 chosen and 3 rejected completions", new StyleMatrix(3).WrongShape(6, 2));
        Assert.NotNull(new AllPairs().WrongShape(3, 3));
        Assert.NotNull(new ReciprocalRank().WrongShape(3, 0));
        Assert.NotNull(new TiesPairs().WrongShape(1, 1));
        Assert.Throws<ArgumentException>(() => BestOfK.Four.ResultOf([1, 2, 3], 1));
    }

    // Every order of rewards without equals, counted one by one.
    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    public void Chance_is_what_guessing_earns_on_average(int completions, int chosen)
    {
        PromptRule[] rules = [new BestOfK(), new BestOfK(Shared: SharedReward.Nothing), new AllPairs(), new ReciprocalRank()];
        foreach (var rule in rules.Concat(completions == 2 * chosen ? [new StyleMatrix(chosen)] : []))
        {
            var guesses = Orders([.. Enumerable.Range(0, completions).Select(rank => (double)rank)]).Average(order => rule.ResultOf(order, chosen));

            Assert.Equal(guesses, rule.ChanceOf(completions, chosen)!.Value, 1e-12);
        }
    }

    [Fact]
    public void Rows_of_one_cluster_are_one_unit_and_the_score_stays_the_mean_over_rows()
    {
        var subset = new Subset("A", new AllPairs());
        ScoredPrompt[] prompts =
        [
            new("1", subset, [1, 0], Cluster: "x"), new("2", subset, [1, 0], Cluster: "x"), new("3", subset, [0, 1], Cluster: "y"),
            new("4", subset, [0, 1]),
        ];

        var credits = subset.Rule.Credits(prompts);

        Assert.Equal(["4", "x", "y"], credits.Keys);
        Assert.Equal([0, 1.5, 0], credits.Values);
        Assert.Equal(subset.Rule.Score(prompts), credits.Score, 1e-15);
    }

    private static IEnumerable<double[]> Orders(double[] values) =>
        values.Length <= 1
            ? [values]
            : values.SelectMany(value => Orders([.. values.Where(other => other != value)]).Select(rest => (double[])[value, .. rest]));
}
