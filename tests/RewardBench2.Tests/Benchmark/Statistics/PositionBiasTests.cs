using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class PositionBiasTests
{
    // The chosen completion at each of the four places, as placements draw them.
    private static readonly int[][] Orders = [[0, 1, 2, 3], [1, 0, 2, 3], [2, 1, 0, 3], [3, 1, 2, 0]];

    [Fact]
    public void A_judge_that_always_says_A_is_found_out()
    {
        var bias = PositionBias.Compute(Enumerable.Range(0, 40).Select(i => new RankedVerdict(Orders[i % 4], 0)));

        Assert.Equal([40, 0, 0, 0], bias.Positions.Select(position => position.Verdicts));
        Assert.Equal([10, 10, 10, 10], bias.Positions.Select(position => position.ChosenShown));
        Assert.Equal([10, 0, 0, 0], bias.Positions.Select(position => position.ChosenWon));
        Assert.InRange(bias.PValue!.Value, 0, 1e-6);
    }

    [Fact]
    public void A_judge_that_is_always_right_has_none()
    {
        var bias = PositionBias.Compute(Enumerable.Range(0, 40).Select(i => new RankedVerdict(Orders[i % 4], Array.IndexOf(Orders[i % 4], 0))));

        Assert.Equal([10, 10, 10, 10], bias.Positions.Select(position => position.Expected));
        Assert.Equal(1, bias.PValue!.Value, 12);
    }

    [Fact]
    public void A_judge_that_always_prefers_the_same_rejected_completion_has_none_though_its_verdicts_pile_up()
    {
        // The second completion keeps its place three times in four, and stands first where the chosen one took its place.
        var bias = PositionBias.Compute(Enumerable.Range(0, 40).Select(i => new RankedVerdict(Orders[i % 4], Array.IndexOf(Orders[i % 4], 1))));

        Assert.Equal([10, 30, 0, 0], bias.Positions.Select(position => position.Verdicts));
        Assert.Equal([10, 30, 0, 0], bias.Positions.Select(position => position.Expected));
        Assert.Null(bias.PValue);
    }

    [Fact]
    public void The_test_is_Pearsons()
    {
        // 20, 10, 5 and 5 right verdicts where 10 each were expected: chi-squared 15 with three degrees of freedom.
        int[] counts = [20, 10, 5, 5];
        var bias = PositionBias.Compute(counts.SelectMany((count, place) => Enumerable.Repeat(new RankedVerdict(Orders[place], place), count)));

        Assert.Equal(0.0018166, bias.PValue!.Value, 6);
    }

    [Fact]
    public void An_answer_without_a_verdict_is_no_vote()
    {
        var bias = PositionBias.Compute([new(Orders[1], null), new(Orders[1], 1)]);

        Assert.Equal((1, 1.0), (bias.Verdicts, bias.Positions.Sum(position => position.Expected)));
        Assert.Null(bias.PValue);
        Assert.Equal(0, PositionBias.Compute([new(Orders[1], null)]).Verdicts);
    }

    [Fact]
    public void In_opposite_orders_a_verdict_stays_with_the_completion_or_with_the_position()
    {
        var reversed = Orders[0].Reverse().ToArray();
        var agreement = OrderAgreement.Compute(
        [
            (new(Orders[0], 0), new(reversed, 3)), // the same completion
            (new(Orders[0], 0), new(reversed, 0)), // the same position
            (new(Orders[0], 0), new(reversed, 1)), // neither
            (new(Orders[0], 0), new(reversed, null)), // no second verdict
        ]);

        Assert.Equal(new OrderAgreement(3, 1, 1), agreement);
        Assert.Equal(1, agreement.Neither);
    }
}
