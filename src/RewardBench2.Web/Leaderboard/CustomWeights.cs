using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A visitor's weights of a benchmark's subsets, 0 to 10, in its order; the average becomes their weighted mean.</summary>
public sealed class CustomWeights
{
    /// <summary>The highest weight.</summary>
    public const double Highest = 10;

    private readonly BenchmarkDefinition _benchmark;
    private readonly double[] _values;

    private CustomWeights(BenchmarkDefinition benchmark, double[] values) => (_benchmark, _values) = (benchmark, values);

    /// <summary>All alike: the official average of a benchmark that is a plain mean.</summary>
    public static CustomWeights Equal(BenchmarkDefinition benchmark) => new(benchmark, [.. benchmark.Subsets.Select(_ => 1.0)]);

    public double this[Subset subset] => _values[subset.Position];

    /// <summary>All weights are equal.</summary>
    public bool AreEqual => _values.All(value => value == _values[0]);

    public CustomWeights With(Subset subset, double weight)
    {
        var values = (double[])_values.Clone();
        values[subset.Position] = Math.Clamp(double.IsNaN(weight) ? 0 : weight, 0, Highest);
        return new CustomWeights(_benchmark, values);
    }

    /// <summary>
    /// Reads a number per subset such as <c>1,1,2,0,1,1</c>; <c>null</c> when there are more or fewer, one is not 0 to 10, all are 0, or
    /// the benchmark's average is no plain mean.
    /// </summary>
    public static CustomWeights? Parse(string? text, BenchmarkDefinition benchmark)
    {
        var parts = text?.Split(',') ?? [];
        var values = new double[benchmark.Subsets.Count];
        if (parts.Length != values.Length || !benchmark.IsPlainMean)
        {
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out values[i]) || values[i] is not (>= 0 and <= Highest)) // NaN is neither
            {
                return null;
            }
        }

        return values.Any(value => value > 0) ? new CustomWeights(benchmark, values) : null;
    }

    public override string ToString() => string.Join(',', _values.Select(value => value.ToString("0.##", CultureInfo.InvariantCulture)));

    /// <summary>The weighted mean with an interval; <c>null</c> when a subset that has weight is absent.</summary>
    /// <remarks>See <see cref="IndependentScores"/>; approximate even where the subsets' own intervals are not.</remarks>
    public Estimate? Mean(IReadOnlyDictionary<Subset, Estimate> scores)
    {
        var weighted = _benchmark.Subsets.Where(subset => this[subset] != 0).ToList();
        if (!weighted.TrueForAll(scores.ContainsKey))
        {
            return null;
        }

        var (mean, interval) = IndependentScores.WeightedMean(
            [.. weighted.Select(subset => new WeightedScore(this[subset], scores[subset].Score, scores[subset].Interval))]);
        return new Estimate(mean, interval.Low, interval.High, IsApproximate: true);
    }

    /// <summary>The rows with their weighted means, ranked anew.</summary>
    public IReadOnlyList<LeaderboardRow> Rank(IEnumerable<LeaderboardRow> rows) =>
        Ranking.Rank([.. rows.Select(row => row with { Average = Mean(row.Subsets), Rank = null, RankLow = null, RankHigh = null })]);
}
