namespace RewardBench2.Benchmark.Statistics;

/// <summary>A confidence interval, 95 % unless said otherwise, in the unit of what it surrounds.</summary>
/// <param name="Low">The lower end; never above <paramref name="High"/>.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The distance between the ends, at least 0.</summary>
    public double Width => High - Low;

    /// <summary>Whether a value lies inside, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Whether two intervals share a value, ends included.</summary>
    public bool Overlaps(Interval other) => Low <= other.High && other.Low <= High;
}
