using BenchmarkDotNet.Running;

namespace RewardBench2.Bench;

public static class Benchmarks
{
    public static async Task Main(string[] args)
    {
        if (args is ["explorer", var connectionString, .. var rest])
        {
            await ExplorerBench.RunAsync(connectionString, rest is [var dataset, ..] ? dataset : null);
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
