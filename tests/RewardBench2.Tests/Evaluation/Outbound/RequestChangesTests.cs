using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>What is learnt from a server's refusals.</summary>
public sealed class RequestChangesTests
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

    [Theory]
    [InlineData("max_completion_tokens", 10_000, """{"error":{"message":"max_completion_tokens is too large: 10,000. This model supports at most 4,096 completion tokens, whereas you provided 10,000.","param":"max_completion_tokens"}}""", 4_096)]
    [InlineData("max_completion_tokens", 8192, """{"error":{"message":"`max_completion_tokens` must be less than or equal to `1024`"}}""", 1_024)]
    [InlineData("truncate_prompt_tokens", 2048, """{"error":{"message":"truncate_prompt_tokens value (2048) is greater than max_model_len (512). Please, select a smaller truncation size."}}""", 512)]
    [InlineData("truncate_prompt_tokens", 2048, """{"error":{"message":"truncate_prompt_tokens value is greater than max_model_len."}}""", -1)]
    [InlineData("truncate_prompt_tokens", 2048, """{"detail":[{"loc":["body","truncate_prompt_tokens"],"msg":"Input should be less than or equal to 1024"}]}""", 1_024)]
    public async Task A_limit_that_the_server_names_is_kept_to(string parameter, int asked, string refusal, int kept)
    {
        await using var server = await FakeServer.StartAsync(request => request.Json[parameter]!.GetValue<int>() > kept
            ? new FakeAnswer(400, refusal)
            : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, meter: _meter);

        await AskAsync(client, new JsonObject { ["q"] = 1, [parameter] = asked });
        await AskAsync(client, new JsonObject { ["q"] = 2, [parameter] = asked });

        Assert.Equal([asked, kept, kept], server.Requests.Select(request => request.Json[parameter]!.GetValue<int>()));
        Assert.Single(_meter.Read().Changes);
    }

    [Theory]
    [InlineData("""{"error":{"message":"extra fields not permitted","param":"add_special_tokens"}}""")]
    [InlineData("""{"detail":[{"type":"extra_forbidden","loc":["body","add_special_tokens"],"msg":"Extra inputs are not permitted"}]}""")]
    public async Task A_parameter_that_only_the_errors_param_names_is_left_out(string refusal)
    {
        await using var server = await FakeServer.StartAsync(request =>
            request.Json.ContainsKey("add_special_tokens") ? new FakeAnswer(400, refusal) : new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url);

        await AskAsync(client, new JsonObject { ["add_special_tokens"] = false });

        Assert.Equal(2, server.Requests.Count);
    }

    private static Task<string> AskAsync(EndpointClient client, JsonObject request) =>
        client.PostAsync(client.Address.Root, request, response => response.Body, TestContext.Current.CancellationToken);
}
