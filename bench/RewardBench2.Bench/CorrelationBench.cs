using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Bench;

/// <summary>Goal: 200 models x 8 tasks x 7 columns with 1,000 bootstrap resamples in under 300 ms.</summary>
[MemoryDiagnoser]
public class CorrelationBench
{
    private readonly double?[][] _tasks = Columns(count: 8, seed: 1, missing: 0);
    private readonly double?[][] _subsets = Columns(count: 7, seed: 2, missing: 0);
    private readonly double?[][] _gappyTasks = Columns(count: 8, seed: 3, missing: 0.2);

    [Benchmark]
    public CorrelationGrid Pearson() => CorrelationGrid.Compute(CorrelationMethod.Pearson, _subsets, _tasks, IntervalMethod.Bootstrap);

    [Benchmark]
    public CorrelationGrid Spearman() => CorrelationGrid.Compute(CorrelationMethod.Spearman, _subsets, _tasks, IntervalMethod.Bootstrap);

    [Benchmark(Description = "Spearman, a fifth of the results missing")]
    public CorrelationGrid Gaps() => CorrelationGrid.Compute(CorrelationMethod.Spearman, _subsets, _gappyTasks, IntervalMethod.Bootstrap);

    [Benchmark(Description = "Which subsets predict a task: 63 choices, each round leaving out one of 200 models")]
    public TaskPrediction Predict() => TaskPrediction.LeaveOneOut(_subsets[..6], _tasks[0], PredictionRecipe.BestSubset(6));

    private static double?[][] Columns(int count, int seed, double missing)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 200)
                .Select(_ => random.NextDouble() < missing ? null : (double?)Math.Round(random.NextDouble(), 3)).ToArray()),
        ];
    }
}
