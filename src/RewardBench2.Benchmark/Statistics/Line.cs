using MathNet.Numerics.LinearRegression;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>The straight line that leaves the smallest squares, to be drawn through a scatter plot.</summary>
/// <param name="Slope">In units of the second column per unit of the first.</param>
/// <param name="Intercept">The line's height where the first column is 0.</param>
/// <param name="RSquared">The share of variance it explains, between 0 and 1; 0 where the second column is constant.</param>
public sealed record Line(double Slope, double Intercept, double RSquared)
{
    /// <summary>The line's height at a value of the first column.</summary>
    public double At(double value) => Intercept + (Slope * value);

    /// <summary>Fits a line; <c>null</c> with fewer than two pairs, or when all values of the first column are the same.</summary>
    public static Line? Fit(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException("Every point needs both values.", nameof(second));
        }

        if (first.Count < 2 || first.Max() == first.Min())
        {
            return null;
        }

        var (intercept, slope) = SimpleRegression.Fit([.. first], [.. second]);
        var mean = second.Average();
        var total = second.Sum(value => (value - mean) * (value - mean));
        var left = first.Zip(second, (x, y) => y - intercept - (slope * x)).Sum(rest => rest * rest);
        return new Line(slope, intercept, total == 0 ? 0 : Math.Clamp(1 - (left / total), 0, 1));
    }
}
