using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Bench;

/// <summary>Goal: 200 models x 1,865 prompts, all six subsets and averages, in under 100 ms on one core.</summary>
[MemoryDiagnoser]
public class ScoringBench
{
    private readonly ScoredPrompt[][] _models = MadeUpModels.Prompts(200);

    [Benchmark]
    public double Score_200_models()
    {
        var sum = 0.0;
        foreach (var prompts in _models)
        {
            sum += OverallScore.Compute(BenchmarkCatalog.RewardBench2, prompts).Average!.Value;
        }

        return sum;
    }
}
