namespace RewardBench2.Benchmark.Statistics;

/// <summary>How well subset scores predict a task's results for a model that had no part in the choice of weights.</summary>
/// <param name="Count">How many rows (models) have all values.</param>
/// <param name="Recipe">The recipe that all rows together choose; <c>null</c> when undefined.</param>
/// <param name="Intercept">Of the fit to all rows; <c>null</c> when undefined.</param>
/// <param name="Weights">Of the fit to all rows, one per column, in units of the task per unit of the column; 0 for columns not used.</param>
/// <param name="Error">Root mean squared error of predictions of left-out rows, in units of the task.</param>
/// <param name="MeanOnlyError">The same of always predicting the mean of the other rows.</param>
/// <param name="RSquared">1 - squared error / mean-only squared error: at most 1; 0 or less means the scores do not help.</param>
/// <param name="TimesChosen">Each column: in which share of the rounds, one per left-out row, it was used.</param>
/// <param name="Predictions">By complete row, in order: what was predicted without it.</param>
/// <param name="Undefined">Why there is no answer, as a sentence; <c>null</c> when there is one.</param>
public sealed record TaskPrediction(
    int Count,
    PredictionRecipe? Recipe,
    double? Intercept,
    IReadOnlyList<double> Weights,
    double? Error,
    double? MeanOnlyError,
    double? RSquared,
    IReadOnlyList<double> TimesChosen,
    IReadOnlyList<double> Predictions,
    string? Undefined)
{
    /// <summary>Leaves out each row in turn, chooses among recipes on the others alone, and predicts the row left out.</summary>
    /// <param name="columns">Columns (subsets), one value per row; <c>null</c> where missing: such rows are left out.</param>
    /// <param name="task">The task's result in each row.</param>
    /// <param name="recipes">See <see cref="PredictionRecipe"/>; those with fewer than two rows to spare are left out.</param>
    /// <remarks>The choice lies inside the round, so that trying many recipes does not flatter the figure.</remarks>
    public static TaskPrediction LeaveOneOut(
        IReadOnlyList<IReadOnlyList<double?>> columns, IReadOnlyList<double?> task, IReadOnlyList<PredictionRecipe> recipes)
    {
        int[] complete = [.. Enumerable.Range(0, task.Count)
            .Where(row => task[row] is not null && columns.All(column => column[row] is not null))];
        double[][] rows = [.. complete.Select(row => columns.Select(column => column[row]!.Value).ToArray())];
        double[] results = [.. complete.Select(row => task[row]!.Value)];

        // Inside a round two rows are missing: the one left out, and the one the choice leaves out in turn.
        PredictionRecipe[] fitting = [.. recipes.Where(recipe => recipe.Predictors.Count + 4 <= rows.Length)];
        if (fitting.Length == 0)
        {
            return None(rows.Length, $"Too few models have all values ({rows.Length}) for so many columns.");
        }

        if (results.Max() == results.Min())
        {
            return None(rows.Length, "The task's results are all the same.");
        }

        var predictions = new double[rows.Length];
        var chosen = new PredictionRecipe[rows.Length];
        Parallel.For(0, rows.Length, row =>
        {
            double[][] others = [.. rows.Where((_, other) => other != row)];
            double[] theirs = [.. results.Where((_, other) => other != row)];
            (chosen[row], var fit) = Choose(fitting, others, theirs);
            predictions[row] = fit.Predict(rows[row]);
        });

        var (recipe, final) = Choose(fitting, rows, results);
        var mean = results.Average();
        var squares = results.Zip(predictions, (result, predicted) => (result - predicted) * (result - predicted)).Average();
        var meanOnly = results.Average(result => Math.Pow((result - mean) * rows.Length / (rows.Length - 1.0), 2));
        return new TaskPrediction(
            rows.Length,
            recipe,
            final.Intercept,
            final.Weights,
            Math.Sqrt(squares),
            Math.Sqrt(meanOnly),
            1 - (squares / meanOnly),
            [.. columns.Select((_, column) => chosen.Count(choice => choice.Predictors.Contains(column)) / (double)rows.Length)],
            predictions,
            Undefined: null);
    }

    private static (PredictionRecipe Recipe, FittedWeights Fit) Choose(PredictionRecipe[] recipes, double[][] rows, double[] results) =>
        recipes
            .Select(recipe => (recipe, Fit: FittedWeights.Fit(recipe, rows, results)))
            .MinBy(choice => choice.Fit.LeaveOneOutSquares);

    private static TaskPrediction None(int count, string why) => new(
        count, Recipe: null, Intercept: null, [], Error: null, MeanOnlyError: null, RSquared: null, [], [], why);
}
