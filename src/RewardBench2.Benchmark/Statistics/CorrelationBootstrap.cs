namespace RewardBench2.Benchmark.Statistics;

/// <summary>Resampled correlations of several pairs of columns over the same rows.</summary>
internal static class CorrelationBootstrap
{
    // Columns have variance 1, so that anything smaller is what rounding leaves of a column constant in a resample.
    private const double LeastVariance = 1e-12;

    /// <summary>One interval per pair of columns; <c>null</c> where more than half of the resamples leave a column constant.</summary>
    public static Interval?[] Intervals(CorrelationMethod method, (double[] First, double[] Second)[] pairs, int resamples, int seed)
    {
        if (pairs.Length == 0)
        {
            return [];
        }

        double[][] columns = [.. pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct()];
        BootstrapColumn[] prepared = [.. columns.Select(column => new BootstrapColumn(column, method == CorrelationMethod.Spearman))];
        (int First, int Second)[] numbers = [.. pairs.Select(pair => (Array.IndexOf(columns, pair.First), Array.IndexOf(columns, pair.Second)))];
        var weights = new BootstrapWeights(columns[0].Length, resamples, seed);
        double[][] draws = [.. pairs.Select(_ => new double[resamples])];

        Parallel.For(
            0,
            resamples,
            () => new Scratch(columns.Length, weights.Units),
            (resample, _, scratch) =>
            {
                scratch.Fill(prepared, weights, resample);
                for (var pair = 0; pair < numbers.Length; pair++)
                {
                    draws[pair][resample] = scratch.Correlation(numbers[pair].First, numbers[pair].Second);
                }

                return scratch;
            },
            _ => { });

        return [.. draws.Select(drawn => IntervalOf([.. drawn.Where(value => !double.IsNaN(value))], resamples))];
    }

    private static Interval? IntervalOf(double[] defined, int resamples) =>
        defined.Length * 2 >= resamples ? Percentiles.Interval(defined) : null;

    // One thread's room for one resample: how often each row is drawn, and each column's deviations from its mean.
    private sealed class Scratch(int columns, int rows)
    {
        private readonly double[] _weights = new double[rows];
        private readonly double[][] _deviations = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        private readonly double[][] _weighted = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        private readonly double[] _variances = new double[columns];

        public void Fill(BootstrapColumn[] prepared, BootstrapWeights weights, int resample)
        {
            for (var row = 0; row < _weights.Length; row++)
            {
                _weights[row] = weights.Weight(resample, row);
            }

            for (var column = 0; column < prepared.Length; column++)
            {
                var (deviations, weighted) = (_deviations[column], _weighted[column]);
                prepared[column].Fill(_weights, deviations);
                var mean = Dot(deviations, _weights) / _weights.Length;
                for (var row = 0; row < deviations.Length; row++)
                {
                    deviations[row] -= mean;
                    weighted[row] = deviations[row] * _weights[row];
                }

                _variances[column] = Dot(weighted, deviations) / _weights.Length;
            }
        }

        public double Correlation(int first, int second) =>
            _variances[first] < LeastVariance || _variances[second] < LeastVariance
                ? double.NaN
                : Math.Clamp(
                    Dot(_weighted[first], _deviations[second]) / _weights.Length / Math.Sqrt(_variances[first] * _variances[second]), -1, 1);

        private static double Dot(double[] one, double[] other)
        {
            var sum = 0.0;
            for (var i = 0; i < one.Length; i++)
            {
                sum += one[i] * other[i];
            }

            return sum;
        }
    }
}
