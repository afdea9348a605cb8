namespace RewardBench2.Benchmark.Statistics;

/// <summary>A score with its interval, as a part of a weighted sum.</summary>
/// <param name="Weight">What the score is multiplied by; any sign.</param>
/// <param name="Value">The score itself.</param>
/// <param name="Interval">The score's own interval.</param>
public readonly record struct WeightedScore(double Weight, double Value, Interval Interval);

/// <summary>The interval of a sum or mean of independent scores, from the intervals of the scores.</summary>
/// <remarks>
/// The distances from a score to the ends of its interval add as squares do, each side by itself: the method of variance
/// estimates recovery. Source: G. Y. Zou and A. Donner, Stat. Med. 27 (2008).
/// </remarks>
public static class IndependentScores
{
    /// <summary>The weighted mean.</summary>
    /// <param name="scores">At least one, the weights not all 0.</param>
    public static (double Value, Interval Interval) WeightedMean(IReadOnlyCollection<WeightedScore> scores) =>
        WeightedSum(scores, divisor: scores.Sum(score => score.Weight));

    /// <summary>The first score minus the second. Where both come from the same prompts the interval is rather too wide.</summary>
    public static (double Value, Interval Interval) Difference(double first, Interval firstInterval, double second, Interval secondInterval) =>
        WeightedSum([new WeightedScore(1, first, firstInterval), new WeightedScore(-1, second, secondInterval)], divisor: 1);

    private static (double Value, Interval Interval) WeightedSum(IReadOnlyCollection<WeightedScore> scores, double divisor)
    {
        double sum = 0, below = 0, above = 0;
        foreach (var (weight, value, interval) in scores)
        {
            var (low, high) = weight < 0 ? (interval.High, interval.Low) : (interval.Low, interval.High);
            sum += weight * value;
            below += Square(weight * (value - low));
            above += Square(weight * (high - value));
        }

        var result = sum / divisor;
        return (result, new Interval(result - (Math.Sqrt(below) / divisor), result + (Math.Sqrt(above) / divisor)));
    }

    private static double Square(double value) => value * value;
}
