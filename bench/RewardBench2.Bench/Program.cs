using BenchmarkDotNet.Running;

namespace RewardBench2.Bench;

public static class Benchmarks
{
    public static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
}
