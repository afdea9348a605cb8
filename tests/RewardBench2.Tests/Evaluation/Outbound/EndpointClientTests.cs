using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class EndpointClientTests
{
    private readonly RunMeter _meter = new();

    [Fact]
    public async Task The_same_request_is_paid_for_once()
    {
        var cache = new InMemoryResponseCache();
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using (var client = TestClients.Create(server.Url, cache: cache, meter: _meter))
        {
            await AskAsync(client, new JsonObject { ["q"] = 1 });
        }

        await using var again = TestClients.Create(server.Url, cache: cache, meter: _meter);
        await AskAsync(again, new JsonObject { ["q"] = 1 });
        await AskAsync(again, new JsonObject { ["q"] = 2 });

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, _meter.Read().CacheHits);
    }

    [Fact]
    public async Task Nothing_comes_from_the_cache_while_a_recording_runs()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """{"a":1}"""));
        await using var client = TestClients.Create(server.Url);
        await AskAsync(client, new JsonObject { ["q"] = 1 });

        using var recording = client.Record();
        await AskAsync(client, new JsonObject { ["q"] = 1 });

        var exchange = Assert.Single(recording.Exchanges);
        Assert.Equal(("POST", """{"q":1}""", 200, """{"a":1}"""), (exchange.Method, exchange.Request, exchange.Status, exchange.Response));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_cap_on_requests_pauses_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, caps: new RunCaps { MaxRequests = 2 });
        await AskAsync(client, new JsonObject { ["q"] = 1 });
        await AskAsync(client, new JsonObject { ["q"] = 2 });

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, new JsonObject { ["q"] = 3 }));

        Assert.True(stopped.CanResume);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_cap_holds_across_a_resumption()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(
            server.Url, caps: new RunCaps { MaxRequests = 2 }, meter: new RunMeter(new RunMeterReading { Requests = 2 }));

        await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, new JsonObject()));
    }

    [Fact]
    public async Task Tokens_and_cost_are_counted_and_capped()
    {
        await using var server = await FakeServer.StartAsync(_ =>
            new FakeAnswer(200, """{"usage":{"prompt_tokens":900000,"completion_tokens":100000}}"""));
        var caps = new RunCaps { MaxCost = 2.5m, PricePerMillionInputTokens = 2, PricePerMillionOutputTokens = 8 };
        await using var client = TestClients.Create(server.Url, caps: caps, meter: _meter);

        await AskAsync(client, new JsonObject { ["q"] = 1 });
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, new JsonObject { ["q"] = 2 }));

        Assert.Contains("a cost of 2.5", stopped.Message, StringComparison.Ordinal);
        Assert.Equal((900_000, 100_000, 2.6m), (_meter.Read().InputTokens, _meter.Read().OutputTokens, _meter.Read().Cost));
    }

    [Fact]
    public async Task A_cost_that_the_server_states_comes_before_the_submitted_prices()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """{"usage":{"prompt_tokens":10,"cost":0.25}}"""));
        await using var client = TestClients.Create(server.Url, caps: new RunCaps { PricePerMillionInputTokens = 1_000 }, meter: _meter);

        await AskAsync(client, new JsonObject());

        Assert.Equal(0.25m, _meter.Read().Cost);
    }

    [Fact]
    public async Task Tokens_are_estimated_where_a_server_does_not_count()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject { ["text"] = new string('a', 389) });

        Assert.Equal(100, _meter.Read().InputTokens);
    }

    [Fact]
    public async Task A_few_refusals_for_haste_are_counted_and_hold_nobody_else_back()
    {
        var refusals = 3;
        await using var server = await FakeServer.StartAsync(_ => Interlocked.Decrement(ref refusals) >= 0
            ? new FakeAnswer(429, "{}", RetryAfter: "0")
            : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject());

        Assert.Equal(3, _meter.Read().TooManyRequests);
        Assert.Equal(new EndpointOptions().StartConcurrency, _meter.Read().Concurrency);
    }

    [Fact]
    public async Task A_retry_after_of_hours_pauses_the_run_at_once()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(429, """{"error":"daily quota"}""", RetryAfter: "7200"));
        await using var client = TestClients.Create(server.Url);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, new JsonObject()));

        Assert.True(stopped.CanResume);
        Assert.Contains("120 minutes", stopped.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""")]
    [InlineData("""{"error":{"message":"Rate limit reached on requests per day (RPD): Limit 200, Used 200."}}""")]
    [InlineData("""[{"error":{"code":429,"message":"Quota exceeded","details":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}}]""")]
    public async Task A_quota_that_is_used_up_pauses_the_run_at_the_first_refusal(string body)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(429, body));
        await using var client = TestClients.Create(server.Url);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, new JsonObject()));

        Assert.True(stopped.CanResume);
        Assert.Contains("quota on that server is used up", stopped.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static Task<string> AskAsync(EndpointClient client, JsonObject request) =>
        client.PostAsync(client.Address.Root, request, response => response.Body, TestContext.Current.CancellationToken);
}
