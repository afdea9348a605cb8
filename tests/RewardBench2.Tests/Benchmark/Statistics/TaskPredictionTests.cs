using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class TaskPredictionTests
{
    [Fact]
    public void A_task_that_is_a_sum_of_two_columns_is_predicted_and_they_are_found()
    {
        var columns = Noise(rows: 30, columns: 5);
        double?[] task = [.. columns[1].Zip(columns[3], (one, other) => 2 + (3 * one) - other)];

        var prediction = TaskPrediction.LeaveOneOut(columns, task, PredictionRecipe.BestSubset(5));

        Assert.Equal(1, prediction.RSquared!.Value, 1e-6);
        Assert.Equal(2, prediction.Intercept!.Value, 1e-6);
        Assert.Equal([0, 3, 0, -1, 0], prediction.Weights, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(1, prediction.TimesChosen[1]);
        Assert.Equal(1, prediction.TimesChosen[3]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_task_of_mere_chance_is_not_predicted_however_many_recipes_are_tried(bool anySubset)
    {
        var columns = Noise(rows: 25, columns: 7);

        var prediction = TaskPrediction.LeaveOneOut(
            columns[..6], columns[6], anySubset ? PredictionRecipe.BestSubset(6) : LeastSquares(6));

        Assert.True(prediction.RSquared < 0.1, $"{prediction.RSquared}");
    }

    [Fact]
    public void Holding_weights_back_does_no_worse_than_the_mean_by_much()
    {
        var columns = Noise(rows: 25, columns: 7);

        var prediction = TaskPrediction.LeaveOneOut(columns[..6], columns[6], PredictionRecipe.Ridge(6));

        Assert.InRange(prediction.RSquared!.Value, -0.3, 0.1);
    }

    [Fact]
    public void Leaving_out_by_formula_equals_fitting_again_without_the_row()
    {
        var columns = Noise(rows: 12, columns: 3);
        var least = LeastSquares(2);

        var prediction = TaskPrediction.LeaveOneOut(columns[..2], columns[2], least);
        var again = Enumerable.Range(0, 12).Average(left =>
        {
            double?[][] others = [.. columns.Select(column => column.Where((_, row) => row != left).ToArray())];
            var fit = TaskPrediction.LeaveOneOut(others[..2], others[2], least);
            var predicted = fit.Intercept!.Value + (fit.Weights[0] * columns[0][left]!.Value) + (fit.Weights[1] * columns[1][left]!.Value);
            return Math.Pow(columns[2][left]!.Value - predicted, 2);
        });

        Assert.Equal(Math.Sqrt(again), prediction.Error!.Value, 1e-9);
    }

    [Fact]
    public void Columns_that_explain_each_other_do_not_break_the_fit()
    {
        var columns = Noise(rows: 20, columns: 1);
        double?[] task = [.. columns[0].Select(value => 5 * value)];

        Assert.Equal(1, TaskPrediction.LeaveOneOut([columns[0], columns[0]], task, LeastSquares(2)).RSquared!.Value, 1e-6);
    }

    [Fact]
    public void Too_few_models_are_said_to_be_too_few()
    {
        var columns = Noise(rows: 8, columns: 7);

        Assert.NotNull(TaskPrediction.LeaveOneOut(columns[..6], columns[6], LeastSquares(6)).Undefined);
    }

    private static IReadOnlyList<PredictionRecipe> LeastSquares(int columns) => [new([.. Enumerable.Range(0, columns)])];

    private static double?[][] Noise(int rows, int columns)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => (double?)random.NextDouble()).ToArray())];
    }
}
