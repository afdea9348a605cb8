using MathNet.Numerics.LinearAlgebra;
using Measure = MathNet.Numerics.Statistics.Correlation;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>How much two columns have in common beyond what further columns explain of both.</summary>
public static class PartialCorrelation
{
    // Beyond this the columns are, to the precision of published scores, combinations of each other.
    private const double WorstCondition = 1e8;

    /// <summary>The partial correlation of two columns given others; rows that lack any value are left out.</summary>
    /// <param name="first">One value per row, finite; <c>null</c> where missing.</param>
    /// <param name="second">The other value of each row.</param>
    /// <param name="given">The columns held constant; none gives Pearson's correlation.</param>
    /// <returns>
    /// The coefficient from the inverse of the matrix of correlations, its p value with as many fewer degrees of freedom
    /// as columns are held constant, and Fisher's interval where that many fewer rows are still ten.
    /// </returns>
    public static Correlation Compute(
        IReadOnlyList<double?> first, IReadOnlyList<double?> second, IReadOnlyList<IReadOnlyList<double?>> given)
    {
        IReadOnlyList<double?>[] columns = [first, second, .. given];
        int[] rows = [.. Enumerable.Range(0, first.Count).Where(row => columns.All(column => column[row] is not null))];
        var fewest = Correlation.FewestPairs + given.Count;
        if (rows.Length < fewest)
        {
            return Correlation.None(
                CorrelationMethod.Partial,
                rows.Length,
                $"With {given.Count} columns held constant at least {fewest} complete rows are needed; there are {rows.Length}.");
        }

        double[][] values = [.. columns.Select(column => rows.Select(row => column[row]!.Value).ToArray())];
        if (values.Any(column => column.Max() == column.Min()))
        {
            return Correlation.None(CorrelationMethod.Partial, rows.Length, "All values of one column are the same.");
        }

        var correlations = Matrix<double>.Build.DenseOfMatrix(Measure.PearsonMatrix(values));
        if (correlations.ConditionNumber() is var condition && !(condition < WorstCondition))
        {
            return Correlation.None(CorrelationMethod.Partial, rows.Length, "The columns explain each other completely.");
        }

        var inverse = correlations.Inverse();
        var coefficient = Math.Clamp(-inverse[0, 1] / Math.Sqrt(inverse[0, 0] * inverse[1, 1]), -1, 1);
        return Correlation.FromCoefficient(CorrelationMethod.Partial, coefficient, rows.Length, given.Count, variance: 1);
    }
}
