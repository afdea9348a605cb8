using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>Where key and headers go, and where they do not show.</summary>
public sealed class EndpointSecretsTests
{
    private readonly RunMeter _meter = new();

    [Fact]
    public async Task Headers_key_and_query_go_with_every_request_and_to_the_submitted_origin_only()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var other = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(
            new Uri(server.Url, "?api-version=2024-10-21"), headers: new Dictionary<string, string> { ["api-key"] = "secret-1", ["X-Tenant"] = "t" });

        await client.TryAsync(HttpMethod.Get, client.Address.Root, null, TestContext.Current.CancellationToken);
        await AskAsync(client, []);
        await client.TryAsync(HttpMethod.Get, other.Url, null, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(
            ("?api-version=2024-10-21", "secret-1", "t"), (request.Query, request.Headers["api-key"], request.Headers["X-Tenant"])));
        Assert.False(other.Requests.Single().Headers.ContainsKey("api-key"));
        Assert.Equal("", other.Requests.Single().Query);
    }

    [Fact]
    public async Task A_request_says_what_it_comes_from()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url);

        await AskAsync(client, []);

        Assert.StartsWith("RewardBench2/", server.Requests.Single().Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_the_server_repeats_is_not_shown()
    {
        await using var server = await FakeServer.StartAsync(request => new FakeAnswer(403, $"not you: {request.Headers["Authorization"]}"));
        await using var client = TestClients.Create(
            server.Url, headers: new Dictionary<string, string> { ["Authorization"] = "Token abcdef-123" }, meter: _meter);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, []));

        Assert.Contains("[Authorization]", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef-123", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_server_repeats_is_not_shown()
    {
        await using var server = await FakeServer.StartAsync(request => new FakeAnswer(401, $"wrong key: {request.Authorization}"));
        await using var client = TestClients.Create(server.Url, apiKey: "sk-secret-123", meter: _meter);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, []));

        Assert.Contains("[key]", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret-123", stopped.ToString() + string.Join(' ', _meter.Read().LastErrors), StringComparison.Ordinal);
    }

    private static Task<string> AskAsync(EndpointClient client, JsonObject request) =>
        client.PostAsync(client.Address.Root, request, response => response.Body, TestContext.Current.CancellationToken);
}
