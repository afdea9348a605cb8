using BenchmarkDotNet.Running;
using RewardBench2.Bench.EndpointThroughput;
using RewardBench2.Bench.Site;

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

        if (args is ["clicks"])
        {
            await ClicksBench.RunAsync();
            return;
        }

        if (args is [OpenBoardsBench.VisitorsVerb, var board])
        {
            await OpenBoardsBench.VisitAsync(new Uri(board));
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
