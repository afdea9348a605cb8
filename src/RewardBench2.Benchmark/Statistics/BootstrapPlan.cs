namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// The bootstrap of a dataset: prompts are drawn within each subset (of Ties pairs, both halves together; of rows that share a prompt, the whole cluster), once for
/// all models, so that two models' intervals, and their differences, rest on the same resamples.
/// </summary>
/// <remarks>Building one costs more than using it: build it once per dataset, and keep it. Safe to share between threads.</remarks>
public sealed class BootstrapPlan
{
    private readonly Dictionary<Subset, BootstrapWeights> _weights;

    /// <param name="benchmark">Whose subsets they are; it says how the average is made of them.</param>
    /// <param name="units">How many units each subset has, see <see cref="SubsetCredits"/>; subsets without any are left out.</param>
    /// <param name="resamples">Defaults to 1,000.</param>
    /// <param name="seed">Defaults to <see cref="BootstrapWeights.DefaultSeed"/>.</param>
    public BootstrapPlan(
        BenchmarkDefinition benchmark,
        IReadOnlyDictionary<Subset, int> units,
        int resamples = BootstrapWeights.DefaultResamples,
        int seed = BootstrapWeights.DefaultSeed)
    {
        (Benchmark, Resamples, Seed) = (benchmark, resamples, seed);

        // Every subset is drawn with a seed of its own, so that what else a model was scored on changes none of its draws.
        _weights = units
            .Where(subset => subset.Value > 0)
            .AsParallel()
            .Select(subset => (subset.Key, Weights: new BootstrapWeights(subset.Value, resamples, unchecked((seed * 31) + subset.Key.Position))))
            .ToDictionary(subset => subset.Key, subset => subset.Weights);
    }

    /// <summary>The plan of a whole benchmark, whose definition says how many prompts each subset has; those that do not say are left out.</summary>
    public static BootstrapPlan Whole(
        BenchmarkDefinition benchmark, int resamples = BootstrapWeights.DefaultResamples, int seed = BootstrapWeights.DefaultSeed) =>
        new(
            benchmark,
            benchmark.Subsets.Where(subset => subset.Prompts is not null).ToDictionary(subset => subset, subset => subset.Rule.Units(subset.Prompts!.Value)),
            resamples,
            seed);

    /// <summary>The benchmark whose prompts are drawn.</summary>
    public BenchmarkDefinition Benchmark { get; }

    /// <summary>How many resamples are drawn.</summary>
    public int Resamples { get; }

    /// <summary>The seed they are drawn with.</summary>
    public int Seed { get; }

    /// <summary>Whether a model's subsets have as many units as this plan draws; it may lack whole subsets.</summary>
    public bool Fits(ModelCredits model) =>
        model.Subsets.All(subset => _weights.TryGetValue(subset.Key, out var weights) && weights.Units == subset.Value.Values.Length);

    /// <summary>The intervals of one model.</summary>
    /// <inheritdoc cref="Intervals(IReadOnlyList{ModelCredits}, double)"/>
    public ScoreIntervals Intervals(ModelCredits model, double confidence = Confidence.Default) => Intervals([model], confidence)[0];

    /// <summary>The percentile bootstrap intervals of several models, in their order.</summary>
    /// <exception cref="ArgumentException">A model does not fit; see <see cref="Fits"/>.</exception>
    public IReadOnlyList<ScoreIntervals> Intervals(IReadOnlyList<ModelCredits> models, double confidence = Confidence.Default)
    {
        if (models.Any(model => !Fits(model)))
        {
            throw new ArgumentException("A model was not scored on as many prompts as the plan draws.", nameof(models));
        }

        var draws = Draws(models);
        var intervals = new ScoreIntervals[models.Count];
        Parallel.For(0, models.Count, number =>
        {
            var subsets = new OrderedDictionary<Subset, Interval>();
            var averages = new double[Resamples];
            foreach (var (subset, scores) in draws[number].OrderBy(draw => draw.Key))
            {
                var divisor = Benchmark.Divisor(subset);
                for (var resample = 0; resample < averages.Length; resample++)
                {
                    averages[resample] += scores[resample] / divisor;
                }

                subsets[subset] = Percentiles.Interval(scores, confidence);
            }

            intervals[number] = new ScoreIntervals(
                subsets,
                subsets.Count == Benchmark.Subsets.Count ? Percentiles.Interval(averages, confidence) : null);
        });
        return intervals;
    }

    // Every model's resampled score on every subset it has.
    private Dictionary<Subset, double[]>[] Draws(IReadOnlyList<ModelCredits> models)
    {
        var draws = models.Select(_ => new Dictionary<Subset, double[]>()).ToArray();
        foreach (var (subset, weights) in _weights)
        {
            var having = Enumerable.Range(0, models.Count).Where(number => models[number].Subsets.ContainsKey(subset)).ToArray();
            var sums = weights.Sums([.. having.Select(number => models[number].Subsets[subset].Values)]);
            for (var i = 0; i < having.Length; i++)
            {
                for (var resample = 0; resample < sums[i].Length; resample++)
                {
                    sums[i][resample] /= weights.Units;
                }

                draws[having[i]][subset] = sums[i];
            }
        }

        return draws;
    }
}
