using CsCheck;
using RewardBench2.Benchmark.Statistics;
using Measure = MathNet.Numerics.Statistics.Correlation;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class CorrelationTests
{
    // F. J. Anscombe, Am. Stat. 27 (1973), the first of the four.
    private static readonly double?[] AnscombeX = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    private static readonly double?[] AnscombeY = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];

    // The paper (arXiv 2506.01937), Table 8: average on RewardBench 2, PPO and best-of-N results of 17 reward models.
    private static readonly double?[] RewardBench =
        [68.7, 67.9, 64.8, 60.0, 60.0, 59.9, 59.1, 55.6, 49.8, 42.0, 21.9, 6.1, 72.9, 71.9, 69.4, 66.7, 65.6];

    private static readonly double?[] Ppo =
        [59.8, 60.4, 59.9, 59.5, 60.1, 59.6, 60.3, 60.7, 60.2, 56.4, 54.2, 38.0, 54.5, 55.8, 56.4, 57.0, 58.5];

    private static readonly double?[] BestOfN =
        [52.4, 53.8, 51.7, 53.6, 52.2, 51.2, 53.0, 51.5, 48.0, 49.8, 39.7, 20.8, 56.4, 55.7, 54.7, 50.0, 49.2];

    [Fact]
    public void The_papers_17_models_correlate_with_best_of_N_and_less_with_PPO()
    {
        Assert.Equal(0.915, Correlation.Compute(CorrelationMethod.Pearson, RewardBench, BestOfN).Coefficient!.Value, 0.0005);
        Assert.Equal(0.717, Correlation.Compute(CorrelationMethod.Pearson, RewardBench, Ppo).Coefficient!.Value, 0.0005);
    }

    [Fact]
    public void Pearson_has_Fishers_interval_and_Students_p_value()
    {
        var correlation = Correlation.Compute(CorrelationMethod.Pearson, AnscombeX, AnscombeY);

        Assert.Equal(0.8164205, correlation.Coefficient!.Value, 1e-6);
        Assert.Equal(0.4243912, correlation.Interval!.Value.Low, 1e-6);
        Assert.Equal(0.9506933, correlation.Interval.Value.High, 1e-6);
        Assert.Equal(0.00216963, correlation.PValue!.Value, 1e-7);
        Assert.Equal((11, IntervalMethod.FisherZ), (correlation.Count, correlation.IntervalMethod));
    }

    [Fact]
    public void Spearman_is_the_same_after_any_strictly_increasing_map() =>
        Gen.Int[-9, 9].Array[3, 12].Sample(values =>
        {
            double?[] first = [.. values.Select(value => (double?)value)];
            double?[] second = [.. values.Select((value, i) => (double?)((value * value) - i))];
            double?[] mapped = [.. first.Select(value => (double?)Math.Exp(value!.Value))];
            return Correlation.Compute(CorrelationMethod.Spearman, first, second, IntervalMethod.FisherZ).Coefficient
                == Correlation.Compute(CorrelationMethod.Spearman, mapped, second, IntervalMethod.FisherZ).Coefficient;
        });

    [Fact]
    public void Below_ten_pairs_the_interval_comes_from_the_bootstrap()
    {
        var correlation = Correlation.Compute(CorrelationMethod.Pearson, AnscombeX[..9], AnscombeY[..9]);

        Assert.Equal(IntervalMethod.Bootstrap, correlation.IntervalMethod);
        Assert.True(correlation.Interval!.Value.Contains(correlation.Coefficient!.Value));
    }

    [Theory]
    [InlineData(CorrelationMethod.Pearson)]
    [InlineData(CorrelationMethod.Spearman)]
    public void The_bootstrap_correlates_the_rows_drawn_each_as_often_as_drawn(CorrelationMethod method)
    {
        double[] first = [1, 2, 2, 5, 3, 8, 9, 4]; // shared values, as rounded scores have
        double[] second = [2, 1, 4, 4, 3, 9, 6, 7];
        var weights = new BootstrapWeights(first.Length, resamples: 200, seed: 3);
        var draws = new List<double>();
        for (var resample = 0; resample < 200; resample++)
        {
            int[] rows = [.. Enumerable.Range(0, first.Length).SelectMany(row => Enumerable.Repeat(row, weights.Weight(resample, row)))];
            double[][] drawn = [[.. rows.Select(row => first[row])], [.. rows.Select(row => second[row])]];
            draws.Add(method == CorrelationMethod.Pearson ? Measure.Pearson(drawn[0], drawn[1]) : Measure.Spearman(drawn[0], drawn[1]));
        }

        var interval = Correlation.Compute(method, Column(first), Column(second), IntervalMethod.Bootstrap, resamples: 200, seed: 3).Interval!.Value;
        var expected = Percentiles.Interval([.. draws.Where(double.IsFinite)]);

        Assert.Equal(expected.Low, interval.Low, 1e-9);
        Assert.Equal(expected.High, interval.High, 1e-9);
    }

    [Fact]
    public void A_constant_column_has_no_correlation_and_says_so()
    {
        var correlation = Correlation.Compute(CorrelationMethod.Pearson, [1, 1, 1, 1], [1, 2, 3, 4]);

        Assert.Null(correlation.Coefficient);
        Assert.Contains("same", correlation.Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_leave_their_row_out_and_two_rows_are_too_few()
    {
        var correlation = Correlation.Compute(CorrelationMethod.Pearson, [1, 2, null, 4], [2, null, 3, 5]);

        Assert.Equal(2, correlation.Count);
        Assert.Contains("at least 3", correlation.Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void A_perfect_line_correlates_by_one_with_certainty()
    {
        var correlation = Correlation.Compute(CorrelationMethod.Pearson, AnscombeX, [.. AnscombeX.Select(x => (2 * x) + 1)]);

        Assert.Equal(1, correlation.Coefficient!.Value, 1e-12);
        Assert.True(correlation.PValue < 1e-12);
        Assert.Equal(1, correlation.Interval!.Value.Low, 1e-6);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused() =>
        Assert.Throws<ArgumentException>(() => Correlation.Compute(CorrelationMethod.Pearson, [1, double.NaN, 3], [1, 2, 3]));

    [Fact]
    public void Every_cell_of_a_grid_equals_the_correlation_alone()
    {
        double?[][] subsets = [RewardBench, [.. RewardBench.Select((value, i) => i % 4 == 0 ? null : value * (i % 3))]];
        double?[][] tasks = [Ppo, BestOfN];

        var grid = CorrelationGrid.Compute(CorrelationMethod.Spearman, subsets, tasks, IntervalMethod.Bootstrap);

        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < 2; column++)
            {
                Assert.Equal(
                    Correlation.Compute(CorrelationMethod.Spearman, subsets[row], tasks[column], IntervalMethod.Bootstrap), grid.Cells[row][column]);
            }
        }
    }

    [Fact]
    public void A_grid_is_corrected_for_how_many_cells_are_defined()
    {
        var grid = CorrelationGrid.Compute(
            CorrelationMethod.Pearson, [RewardBench, [.. RewardBench.Select(_ => (double?)1)]], [Ppo, BestOfN]);

        Assert.Equal(Holm.Adjust([grid.Cells[0][0].PValue!.Value, grid.Cells[0][1].PValue!.Value])[0], grid.AdjustedPValues[0][0]!.Value);
        Assert.Null(grid.AdjustedPValues[1][0]);
    }

    [Fact]
    public void With_one_column_held_constant_the_partial_correlation_has_a_closed_form()
    {
        double Pearson(double?[] one, double?[] other) => Correlation.Compute(CorrelationMethod.Pearson, one, other).Coefficient!.Value;
        var (ab, ac, bc) = (Pearson(RewardBench, Ppo), Pearson(RewardBench, BestOfN), Pearson(Ppo, BestOfN));

        var partial = PartialCorrelation.Compute(RewardBench, Ppo, [BestOfN]);

        Assert.Equal((ab - (ac * bc)) / Math.Sqrt((1 - (ac * ac)) * (1 - (bc * bc))), partial.Coefficient!.Value, 1e-9);
        Assert.Equal((17, CorrelationMethod.Partial), (partial.Count, partial.Method));
    }

    [Fact]
    public void Columns_that_explain_each_other_leave_no_partial_correlation() =>
        Assert.NotNull(PartialCorrelation.Compute(RewardBench, Ppo, [[.. RewardBench.Select(value => value * 2)]]).Undefined);

    [Fact]
    public void A_line_fits_Anscombes_first_quartet()
    {
        var line = Line.Fit([.. AnscombeX.Select(x => x!.Value)], [.. AnscombeY.Select(y => y!.Value)])!;

        Assert.Equal(0.5000909, line.Slope, 1e-6);
        Assert.Equal(3.0000909, line.Intercept, 1e-6);
        Assert.Equal(0.6665425, line.RSquared, 1e-6);
        Assert.Null(Line.Fit([1, 1], [1, 2]));
    }

    private static double?[] Column(double[] values) => [.. values.Select(value => (double?)value)];
}
