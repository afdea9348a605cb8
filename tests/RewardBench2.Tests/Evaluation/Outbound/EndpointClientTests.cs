using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class EndpointClientTests
{
    private readonly RunMeter _meter = new();

    [Fact]
    public async Task A_parameter_that_the_server_names_is_left_out_from_then_on()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("temperature")
            ? new FakeAnswer(400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0","param":"temperature"}}""")
            : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject { ["q"] = 1, ["temperature"] = 0 });
        await AskAsync(client, new JsonObject { ["q"] = 2, ["temperature"] = 0 });

        Assert.Equal(3, server.Requests.Count);
        Assert.StartsWith("temperature left out: ", Assert.Single(_meter.Read().Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_with_another_spelling_is_renamed()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("max_tokens")
            ? new FakeAnswer(400, """{"error":{"message":"'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."}}""")
            : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject { ["max_tokens"] = 2048 });

        Assert.Equal(2048, server.Requests.Last().Json["max_completion_tokens"]!.GetValue<int>());
        Assert.StartsWith("max_tokens sent as max_completion_tokens: ", Assert.Single(_meter.Read().Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spelling_refused_twice_is_left_out()
    {
        await using var server = await FakeServer.StartAsync(request =>
            request.Json.FirstOrDefault(member => member.Key.Contains("activation", StringComparison.Ordinal)).Key is { } name
                ? new FakeAnswer(400, $$"""{"detail":"extra field {{name}} not permitted"}""")
                : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject { ["use_activation"] = false });

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(2, _meter.Read().Changes.Count);
    }

    [Fact]
    public async Task A_complaint_about_size_changes_no_parameter()
    {
        await using var server = await FakeServer.StartAsync(_ =>
            new FakeAnswer(400, """{"error":{"message":"'max_tokens' is too large: 2048. The maximum context length is 1024."}}"""));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await Assert.ThrowsAsync<RequestRefusedException>(() => AskAsync(client, new JsonObject { ["max_tokens"] = 2048 }));

        Assert.Single(server.Requests);
        Assert.Empty(_meter.Read().Changes);
    }

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
    public async Task Refusals_for_haste_slow_the_run_down()
    {
        var refusals = 3;
        await using var server = await FakeServer.StartAsync(_ => Interlocked.Decrement(ref refusals) >= 0
            ? new FakeAnswer(429, "{}", RetryAfter: "0")
            : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject());

        Assert.Equal(3, _meter.Read().TooManyRequests);
        Assert.Equal(10, _meter.Read().Concurrency);
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

    [Fact]
    public void Retry_after_is_read_in_both_forms()
    {
        var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(90), EndpointResponse.ReadRetryAfter(RetryConditionHeaderValue.Parse("90"), now));
        Assert.Equal(
            TimeSpan.FromSeconds(30),
            EndpointResponse.ReadRetryAfter(RetryConditionHeaderValue.Parse("Mon, 23 Nov 2026 12:00:30 GMT"), now));
        Assert.Equal(
            TimeSpan.Zero,
            EndpointResponse.ReadRetryAfter(RetryConditionHeaderValue.Parse("Mon, 23 Nov 2026 11:00:00 GMT"), now));
    }

    private static Task<string> AskAsync(EndpointClient client, JsonObject request) =>
        client.PostAsync(client.Address.Root, request, reply => reply.Body, TestContext.Current.CancellationToken);
}
