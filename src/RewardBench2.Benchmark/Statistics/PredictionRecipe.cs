namespace RewardBench2.Benchmark.Statistics;

/// <summary>One way to predict a task from subset scores: from which of them, and how strongly weights are held back.</summary>
/// <param name="Predictors">The columns used, counted from 0; none predicts the mean.</param>
/// <param name="Penalty">Ridge penalty per row on standardised columns, at least 0; 0 is ordinary least squares.</param>
public sealed record PredictionRecipe(IReadOnlyList<int> Predictors, double Penalty = 0)
{
    /// <summary>Ridge regression on all columns, the penalty to be found among nine from 0.01 to 100.</summary>
    public static IReadOnlyList<PredictionRecipe> Ridge(int columns) =>
    [
        .. new[] { 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100 }
            .Select(penalty => new PredictionRecipe([.. Enumerable.Range(0, columns)], penalty)),
    ];

    /// <summary>Least squares on every non-empty choice of columns: 63 choices of six subsets.</summary>
    public static IReadOnlyList<PredictionRecipe> BestSubset(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 12);
        return
        [
            .. Enumerable.Range(1, (1 << columns) - 1).Select(choice => new PredictionRecipe(
                [.. Enumerable.Range(0, columns).Where(column => (choice & (1 << column)) != 0)])),
        ];
    }
}
