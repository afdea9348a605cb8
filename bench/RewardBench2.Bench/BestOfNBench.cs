using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Bench;

/// <summary>Goal: curves of 20 models over 1,000 prompts x 64 completions in under 200 ms.</summary>
[MemoryDiagnoser]
public class BestOfNBench
{
    private readonly bool[][] _isCorrect;
    private readonly string[][] _answers;
    private readonly double[][][] _rewards;
    private readonly BootstrapWeights _weights = new(units: 1000);

    public BestOfNBench()
    {
        var random = new Random(1);
        _isCorrect = [.. Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, 64).Select(_ => random.Next(3) == 0).ToArray())];
        _answers = [.. _isCorrect.Select(labels => labels.Select(isCorrect => isCorrect ? "right" : $"{random.Next(20)}").ToArray())];
        _rewards =
        [
            .. Enumerable.Range(0, 20).Select(_ => _isCorrect
                .Select(labels => labels.Select(isCorrect => random.NextDouble() + (isCorrect ? 0.3 : 0)).ToArray()).ToArray()),
        ];
    }

    [Benchmark(Description = "Curves of 20 models with intervals, the resamples at hand")]
    public IReadOnlyList<BestOfNCurve> Curves() => BestOfNCurves.OfAny(_rewards, _isCorrect, _weights);

    [Benchmark(Description = "Curves of 20 models with intervals, resamples drawn anew")]
    public IReadOnlyList<BestOfNCurve> Curves_with_resamples() => BestOfNCurves.OfAny(_rewards, _isCorrect);

    [Benchmark(Description = "Majority vote, exactly, with intervals")]
    public BestOfNCurve Majority() => BestOfNCurves.Majority(_answers, _isCorrect, _weights);
}
