using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Bench;

/// <summary>Goal: intervals for 200 models x 1,865 prompts x 1,000 resamples, Ties included, in under 2 s on two cores.</summary>
[MemoryDiagnoser]
public class IntervalBench
{
    private readonly RewardBench2.Benchmark.ScoredPrompt[][] _models = MadeUpModels.Prompts(200);
    private readonly BootstrapPlan _plan = BootstrapPlan.Whole(BenchmarkCatalog.RewardBench2);
    private readonly ModelCredits[] _credits;

    public IntervalBench() => _credits = [.. _models.Select(model => ModelCredits.Compute(BenchmarkCatalog.RewardBench2, model))];

    [Benchmark(Description = "From rewards: results, resamples and intervals of 200 models")]
    public IReadOnlyList<ScoreIntervals> From_rewards() =>
        BootstrapPlan.Whole(BenchmarkCatalog.RewardBench2).Intervals([.. _models.AsParallel().AsOrdered().Select(model => ModelCredits.Compute(BenchmarkCatalog.RewardBench2, model))]);

    [Benchmark(Description = "From results, with the plan at hand: 200 models")]
    public IReadOnlyList<ScoreIntervals> From_results() => _plan.Intervals(_credits);

    [Benchmark(Description = "Two models compared, with the plan at hand")]
    public PairedComparison Compare_two() => PairedComparison.Compute(_credits[0], _credits[1], _plan);
}
