using System.Diagnostics;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Bench.LossyEndpoint;

/// <summary>
/// Goal: against a server that fails a third of first requests in six ways and never answers one in eighteen, 103 prompts in at most
/// 35 s, probe and checks included.
/// </summary>
public static class LossyEndpointBench
{
    private const int Prompts = 103;
    private const int Concurrency = 64;

    public static async Task RunAsync(int repetitions)
    {
        var times = new List<double>();
        for (var seed = 1; seed <= repetitions; seed++)
        {
            await using var server = await LossyRewardServer.StartAsync(TimeSpan.FromMilliseconds(100), seed);
            var meter = new RunMeter();
            var started = Stopwatch.GetTimestamp();
            var (checks, failed) = await ScoreAsync(server.Url, meter);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            times.Add(seconds);
            Console.WriteLine($"seed {seed}: {seconds:N1} s ({checks:N1} s for the checks), {server.Unanswered} requests never answered, "
                + $"{meter.Read().Retries} repetitions, {failed} prompts failed");
        }

        times.Sort();
        Console.WriteLine($"median {times[times.Count / 2]:N1} s, longest {times[^1]:N1} s, {times.Count(time => time <= 35)} of {times.Count} within 35 s");
    }

    private static async Task<(double Checks, int Failed)> ScoreAsync(string url, RunMeter meter)
    {
        var request = new SubmissionRequest
        {
            Backend = new EndpointRequest { Protocol = "openrlhf", Url = url, ChatTemplate = "chatml" },
            RunAnyway = true,
        };
        var options = new EndpointOptions { AllowPrivateEndpoints = true, MaxConcurrency = Concurrency };
        await using var session = BackendSession.Open(request, options, meter, new InMemoryResponseCache(), TimeProvider.System);
        var started = Stopwatch.GetTimestamp();
        await session.ProbeAsync(CancellationToken.None);
        await session.CheckAsync(CancellationToken.None);
        var checks = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var failed = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Prompts),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (number, token) =>
            {
                try
                {
                    await session.Backend.RewardAsync(MakePrompt(number), token);
                }
                catch (Evaluation.PromptFailedException)
                {
                    Interlocked.Increment(ref failed);
                }
            });
        return (checks, failed);
    }

    private static Prompt MakePrompt(int number) => new(
        $"{number}",
        "Factuality",
        $"Question {number}: " + new string('q', 400),
        [.. Enumerable.Range(0, 4).Select(index => new Completion($"Answer {index}: " + new string('a', 1_500), index == 0))]);
}
