using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Measure = MathNet.Numerics.Statistics.Correlation;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>A correlation between two columns, with how sure it is.</summary>
/// <param name="Method">What was measured.</param>
/// <param name="Count">How many pairs have both values.</param>
/// <param name="Coefficient">Between -1 and 1; <c>null</c> when undefined.</param>
/// <param name="Interval">Its interval; <c>null</c> when undefined, or when too many resamples have none.</param>
/// <param name="IntervalMethod">How the interval was found; <c>null</c> without one.</param>
/// <param name="PValue">Two-sided, of no correlation at all, by Student's t; uncorrected; <c>null</c> when undefined.</param>
/// <param name="Undefined">Why there is no coefficient, as a sentence; <c>null</c> when there is one.</param>
public sealed record Correlation(
    CorrelationMethod Method,
    int Count,
    double? Coefficient,
    Interval? Interval,
    IntervalMethod? IntervalMethod,
    double? PValue,
    string? Undefined)
{
    /// <summary>The fewest pairs that a correlation is computed from.</summary>
    public const int FewestPairs = 3;

    /// <summary>From how many pairs on Fisher's z is trusted.</summary>
    public const int FisherPairs = 10;

    /// <summary>The correlation of two columns; rows that lack a value in either are left out.</summary>
    /// <param name="method">Pearson or Spearman.</param>
    /// <param name="first">One value per row, finite; <c>null</c> where missing.</param>
    /// <param name="second">The other value of each row.</param>
    /// <param name="intervals">Defaults to Fisher's z from ten pairs on, the bootstrap below.</param>
    /// <param name="resamples">Of the bootstrap; defaults to 1,000.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static Correlation Compute(
        CorrelationMethod method,
        IReadOnlyList<double?> first,
        IReadOnlyList<double?> second,
        IntervalMethod intervals = Statistics.IntervalMethod.Usual,
        int resamples = BootstrapWeights.DefaultResamples,
        int seed = BootstrapWeights.DefaultSeed) =>
        CorrelationGrid.Compute(method, [first], [second], intervals, resamples, seed).Cells[0][0];

    internal static Correlation None(CorrelationMethod method, int count, string why) =>
        new(method, count, Coefficient: null, Interval: null, IntervalMethod: null, PValue: null, why);

    // The coefficient and all that follows from it and the count; the bootstrap comes afterwards.
    internal static Correlation WithFisher(CorrelationMethod method, double[] first, double[] second)
    {
        if (first.Length < FewestPairs)
        {
            return None(method, first.Length, $"A correlation needs at least {FewestPairs} pairs; there are {first.Length}.");
        }

        if (IsConstant(first) || IsConstant(second))
        {
            return None(method, first.Length, "All values of one column are the same.");
        }

        var coefficient = Math.Clamp(
            method == CorrelationMethod.Spearman ? Measure.Pearson(Ranks(first), Ranks(second)) : Measure.Pearson(first, second), -1, 1);
        var variance = method == CorrelationMethod.Spearman ? 1 + (coefficient * coefficient / 2) : 1;
        return FromCoefficient(method, coefficient, first.Length, controls: 0, variance);
    }

    internal static Correlation FromCoefficient(CorrelationMethod method, double coefficient, int count, int controls, double variance)
    {
        var freedom = count - 2 - controls;
        var t = Math.Abs(coefficient) * Math.Sqrt(freedom / (1 - (coefficient * coefficient)));
        var fisher = count - controls >= FisherPairs;
        return new Correlation(
            method,
            count,
            coefficient,
            fisher ? FisherInterval(coefficient, Math.Sqrt(variance / (count - 3 - controls))) : null,
            fisher ? Statistics.IntervalMethod.FisherZ : null,
            double.IsFinite(t) ? Math.Min(1, 2 * StudentT.CDF(location: 0, scale: 1, freedom, -t)) : 0,
            Undefined: null);
    }

    internal static double[] Ranks(double[] values) => ArrayStatistics.RanksInplace([.. values], RankDefinition.Average);

    private static bool IsConstant(double[] values) => values.Max() == values.Min();

    private static Interval FisherInterval(double coefficient, double error)
    {
        var reach = Confidence.StandardErrors(Confidence.Default) * error;
        return new Interval(Math.Tanh(Math.Atanh(coefficient) - reach), Math.Tanh(Math.Atanh(coefficient) + reach));
    }
}
