using BenchmarkDotNet.Running;
using RewardBench2.Bench.EndpointThroughput;
using RewardBench2.Bench.LocalModels;
using RewardBench2.Bench.LossyEndpoint;
using RewardBench2.Bench.Runs;
using RewardBench2.Bench.Site;

namespace RewardBench2.Bench;

public static class Benchmarks
{
    public static Task Main(string[] args) => args switch
    {
        ["explorer", var connectionString, .. var rest] => ExplorerBench.RunAsync(connectionString, rest is [var dataset, ..] ? dataset : null),
        ["site"] => SiteBench.RunAsync(),
        ["clicks"] => ClicksBench.RunAsync(),
        [OpenLeaderboardsBench.VisitorsVerb, var leaderboard] => OpenLeaderboardsBench.VisitAsync(new Uri(leaderboard)),
        ["kills"] => KillBench.RunAsync(),
        ["hub"] => HubImportBench.RunAsync(),
        ["watchers"] => WatcherBench.RunAsync(),
        ["storing", .. var rest] => StoringBench.RunAsync(rest is [var postgres, ..] ? postgres : null),
        ["tokenizers", .. var folders] => TokenizerBench.RunAsync(folders),
        ["onnx"] => OnnxBench.RunAsync(),
        ["lossy", .. var rest] => LossyEndpointBench.RunAsync(rest is [var times, ..] ? int.Parse(times, System.Globalization.CultureInfo.InvariantCulture) : 10),
        ["endpoint"] => EndpointThroughputBench.RunAsync(),
        ["endpoint-server"] => SlowRewardServer.RunAsync(),
        _ => Run(args),
    };

    private static Task Run(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
        return Task.CompletedTask;
    }
}
