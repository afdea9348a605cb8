using MathNet.Numerics.LinearAlgebra;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>A fitted recipe: prediction = intercept + sum of weight x column.</summary>
/// <param name="Intercept">The prediction where all columns are 0.</param>
/// <param name="Weights">One per column, in units of the task per unit of the column; 0 for columns not used.</param>
/// <param name="LeaveOneOutSquares">The mean squared error over rows, each predicted without itself.</param>
internal sealed record FittedWeights(double Intercept, double[] Weights, double LeaveOneOutSquares)
{
    // Keeps columns that explain each other from making the equations unsolvable; far below what any score can show.
    private const double LeastPenalty = 1e-9;

    public double Predict(double[] row) => Intercept + row.Zip(Weights, (value, weight) => value * weight).Sum();

    /// <summary>Fits a recipe to rows of columns and the task's value in each.</summary>
    public static FittedWeights Fit(PredictionRecipe recipe, double[][] rows, double[] task)
    {
        var count = rows.Length;
        var mean = task.Average();
        int[] used = [.. recipe.Predictors.Where(column => rows.Any(row => row[column] != rows[0][column]))];
        double[] means = [.. used.Select(column => rows.Average(row => row[column]))];
        double[] scales = [.. used.Select((column, i) => Math.Sqrt(rows.Average(row => (row[column] - means[i]) * (row[column] - means[i]))))];
        var weights = new double[rows[0].Length];
        var intercept = mean;
        var leverage = new double[count];
        if (used.Length > 0)
        {
            var standard = Matrix<double>.Build.Dense(count, used.Length, (row, i) => (rows[row][used[i]] - means[i]) / scales[i]);
            var gram = (standard.TransposeThisAndMultiply(standard) / count)
                + (Matrix<double>.Build.DenseIdentity(used.Length) * (recipe.Penalty + LeastPenalty));
            var inverse = gram.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(used.Length));
            var centred = Vector<double>.Build.Dense(count, row => task[row] - mean);
            var standardWeights = inverse * (standard.TransposeThisAndMultiply(centred) / count);
            var spread = standard * inverse;
            for (var row = 0; row < count; row++)
            {
                for (var i = 0; i < used.Length; i++)
                {
                    leverage[row] += spread[row, i] * standard[row, i] / count;
                }
            }

            for (var i = 0; i < used.Length; i++)
            {
                weights[used[i]] = standardWeights[i] / scales[i];
                intercept -= weights[used[i]] * means[i];
            }
        }

        // Leaving a row out raises its residual by what the row pulled the fit towards itself.
        var fit = new FittedWeights(intercept, weights, LeaveOneOutSquares: 0);
        var squares = Enumerable.Range(0, count)
            .Average(row => Math.Pow((task[row] - fit.Predict(rows[row])) / Math.Max(LeastPenalty, 1 - (1.0 / count) - leverage[row]), 2));
        return fit with { LeaveOneOutSquares = squares };
    }
}
