namespace RewardBench2.Benchmark.Statistics;

/// <summary>A curve over n = 1..N, averaged over prompts.</summary>
/// <param name="Values">At index n - 1, a fraction between 0 and 1.</param>
/// <param name="Intervals">Of each value: the percentile bootstrap over prompts.</param>
public sealed record BestOfNCurve(IReadOnlyList<double> Values, IReadOnlyList<Interval> Intervals)
{
    /// <summary>The n at which the curve is highest, the smallest of several; beyond it the reward model is over-optimised.</summary>
    public int BestN => 1 + Enumerable.Range(0, Values.Count).MaxBy(i => Values[i]);

    /// <summary>Averages curves of single prompts.</summary>
    /// <param name="prompts">At least one; where they differ in length, only what all of them have is averaged.</param>
    /// <param name="weights">The bootstrap of the prompts, to be shared by all curves over them; one is made where there is none.</param>
    /// <param name="confidence">Defaults to 0.95.</param>
    public static BestOfNCurve Compute(
        IReadOnlyList<double[]> prompts, BootstrapWeights? weights = null, double confidence = Confidence.Default) =>
        Compute([prompts], weights, confidence)[0];

    /// <summary>Averages the curves of several models over the same prompts, given in the same order.</summary>
    /// <inheritdoc cref="Compute(IReadOnlyList{double[]}, BootstrapWeights?, double)"/>
    public static IReadOnlyList<BestOfNCurve> Compute(
        IReadOnlyList<IReadOnlyList<double[]>> models, BootstrapWeights? weights = null, double confidence = Confidence.Default)
    {
        if (models.Count == 0)
        {
            return [];
        }

        var prompts = models[0].Count;
        if (prompts == 0 || models.Any(model => model.Count != prompts))
        {
            throw new ArgumentException("Every model needs a curve for each prompt, and there must be one at least.", nameof(models));
        }

        var length = models.Min(model => model.Min(curve => curve.Length));
        var columns = new double[models.Count * length][];
        Parallel.For(0, columns.Length, column =>
        {
            var (curves, n) = (models[column / length], column % length);
            var values = new double[prompts];
            for (var prompt = 0; prompt < prompts; prompt++)
            {
                values[prompt] = curves[prompt][n];
            }

            columns[column] = values;
        });

        var draws = (weights ?? new BootstrapWeights(prompts)).Sums(columns);
        var intervals = new Interval[columns.Length];
        Parallel.For(0, columns.Length, column =>
        {
            var sums = Percentiles.Interval(draws[column], confidence);
            intervals[column] = new Interval(sums.Low / prompts, sums.High / prompts);
        });
        return
        [
            .. Enumerable.Range(0, models.Count).Select(model => new BestOfNCurve(
                [.. columns.AsSpan(model * length, length).ToArray().Select(column => column.Average())],
                intervals[(model * length)..((model + 1) * length)])),
        ];
    }
}
