using BenchmarkDotNet.Running;
using RewardBench2.Bench.EndpointThroughput;
using RewardBench2.Bench.Runs;

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

        if (args is ["site"])
        {
            await SiteBench.RunAsync();
            return;
        }

        if (args is ["kills"])
        {
            await KillBench.RunAsync();
            return;
        }

        if (args is ["watchers"])
        {
            await WatcherBench.RunAsync();
            return;
        }

        if (args is ["storing", .. var where])
        {
            await StoringBench.RunAsync(where is [var postgres, ..] ? postgres : null);
            return;
        }

        if (args is ["endpoint"])
        {
            await EndpointThroughputBench.RunAsync();
            return;
        }

        if (args is ["endpoint-server"])
        {
            await SlowRewardServer.RunAsync();
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
