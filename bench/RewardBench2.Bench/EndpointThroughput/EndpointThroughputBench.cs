using System.Diagnostics;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Bench.EndpointThroughput;

/// <summary>
/// Goal: against a server with 50 ms latency and 64 requests under way, at least 90 % of 1,280 requests a second with
/// less than one core. Prompts have four completions of 1,500 characters, as the benchmark's mostly have.
/// </summary>
public static class EndpointThroughputBench
{
    private const int Concurrency = 64;
    private const int WarmUp = 3_000;
    private const int Measured = 12_000;

    public static async Task RunAsync()
    {
        using var server = StartServer();
        try
        {
            var url = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
            await MeasureAsync(url);
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    private static async Task MeasureAsync(string url)
    {
        var meter = new RunMeter();
        var options = new EndpointOptions { AllowPrivateEndpoints = true, MaxConcurrency = Concurrency };
        var client = new EndpointClient(EndpointAddress.Parse(url), EndpointSecrets.None, options, meter, RunCaps.None, new NoCache(), TimeProvider.System);
        await using var backend = new RewardServerBackend(client, new OpenRlhf(new ServerSettings()), template: null, maxLength: null);
        await ScoreAsync(backend, from: 0, WarmUp);

        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        await ScoreAsync(backend, from: WarmUp, Measured);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        var cores = (process.TotalProcessorTime - cpu).TotalSeconds / seconds;
        var ideal = Concurrency / SlowRewardServer.Latency.TotalSeconds;
        Console.WriteLine($"{Measured / seconds:N0} requests/s of {ideal:N0} ({Measured / seconds / ideal:P1}) with {cores:N2} cores");
        Console.WriteLine($"concurrency {meter.Read().Concurrency}, retries {meter.Read().Retries}, "
            + $"memory {memory / 1e6:N1} MB before, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:N1} MB after");
    }

    private static Task ScoreAsync(RewardServerBackend backend, int from, int count) => Parallel.ForEachAsync(
        Enumerable.Range(from, count),
        new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
        async (number, token) => await backend.RewardAsync(MakePrompt(number), token));

    private static Prompt MakePrompt(int number) => new(
        $"{number}",
        "Factuality",
        $"Question {number}: " + new string('q', 400),
        [.. Enumerable.Range(0, 4).Select(index => new Completion($"Answer {index}: " + new string('a', 1_500), index == 0))]);

    private static Process StartServer() => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path."), ["endpoint-server"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("The server did not start.");

    private sealed class NoCache : IResponseCache
    {
        public Task<string?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task StoreAsync(string key, string response, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
