using System.Collections.Concurrent;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>A server that fails a third of first requests in six ways, and leaves one in eighteen unanswered for ever.</summary>
public sealed class LossyServerTests
{
    private const int Prompts = 103;

    [Fact]
    public async Task Every_prompt_is_scored_and_what_is_never_answered_is_asked_again()
    {
        var asked = 0;
        var unanswered = 0;
        var seen = new ConcurrentDictionary<string, bool>();
        await using var server = await FakeServer.StartAsync(async request =>
        {
            var number = Interlocked.Increment(ref asked);
            if (number % 18 == 0)
            {
                Interlocked.Increment(ref unanswered);
                await Task.Delay(Timeout.Infinite, request.HungUp).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return seen.TryAdd(request.Body, true) && number % 3 == 0 ? Fault(number / 3 % 6) : new FakeAnswer(200, """{"rewards":[2.5,-1.5]}""");
        });
        var meter = new RunMeter();
        var options = TestClients.Options with
        {
            MaxConcurrency = 16,
            MaxRetries = 10,
            FirstBeginning = TimeSpan.FromMilliseconds(400),
            ShortestBeginning = TimeSpan.FromMilliseconds(100),
        };
        await using var backend = new RewardServerBackend(
            TestClients.Create(server.Url, options, meter: meter), new OpenRlhf(new ServerSettings()), template: null, maxLength: null);

        var rewards = await Task.WhenAll(Enumerable.Range(0, Prompts).Select(number => backend.RewardAsync(
            new Prompt($"{number}", "Factuality", $"Question {number}", [new("Right", true), new("Wrong", false)]), TestContext.Current.CancellationToken)));

        Assert.Equal(Prompts, rewards.Length);
        Assert.All(rewards, reward => Assert.Equal([2.5, -1.5], reward.Rewards));
        Assert.True(unanswered >= Prompts / 18 && meter.Read().Retries >= unanswered, $"{unanswered} unanswered, {meter.Read().Retries} retries");
    }

    private static FakeAnswer Fault(int kind) => kind switch
    {
        0 => new FakeAnswer(429, """{"error":"slow down"}""", RetryAfter: "1"),
        1 => new FakeAnswer(503, "busy"),
        2 => FakeAnswer.Reset,
        3 => new FakeAnswer(200, """{"rewards":[2.5,"""),
        4 => new FakeAnswer(502, "<html><title>Bad Gateway</title></html>"),
        _ => new FakeAnswer(500, "oops"),
    };
}
