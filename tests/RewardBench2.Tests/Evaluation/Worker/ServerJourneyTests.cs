using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>Every kind of server from a stranger's submission to the stored rewards, over real sockets.</summary>
public sealed class ServerJourneyTests(ScriptedSite site) : IClassFixture<ScriptedSite>
{
    /// <summary>The stand-in, its protocol, the chat template that is submitted.</summary>
    private static readonly (string Server, string Protocol, string? Template)[] Kinds =
    [
        ("vllm-classify", "vllm-classify", null),
        ("vllm-classify", "vllm-classify", "raw"),
        ("vllm-pooling", "vllm-pooling", null),
        ("vllm-pooling of tokens", "vllm-pooling", "raw"),
        ("vllm-score", "vllm-score", null),
        ("sglang", "sglang-classify", "raw"),
        ("tei", "tei-predict", null),
        ("tei", "tei-predict", "raw"),
        ("infinity", "infinity-classify", "raw"),
        ("llama.cpp", "llamacpp-rerank", null),
        ("openrlhf", "openrlhf", "raw"),
        ("nim", "nim-reward", null),
    ];

    public static TheoryData<string, string, string, string?> Servers { get; } =
    [
        .. Kinds.Select(kind => (kind.Server, Submitted: "auto", kind.Protocol, kind.Template)),
        .. Kinds.Select(kind => (kind.Server, Submitted: kind.Protocol, kind.Protocol, kind.Template)),
    ];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_server_is_found_and_every_reward_of_it_is_stored(string kind, string submitted, string protocol, string? template)
    {
        await using var server = await StandIns.StartAsync(kind);

        var runId = await FinishAsync(new { kind = "endpoint", protocol = submitted, url = server.Url, chatTemplate = template });

        Assert.Equal(protocol, (await ReadJsonAsync($"api/v1/runs/{runId}/protocol"))["protocol"]!.ToString());
        await AssertRewardsAsync(runId, factor: 1);
    }

    [Fact]
    public async Task Two_policies_make_rewards_that_are_stored()
    {
        await using var policy = await StandIns.StartAsync("dpo policy");
        await using var reference = await StandIns.StartAsync("dpo reference");

        var runId = await FinishAsync(new
        {
            kind = "dpo",
            url = policy.Url,
            servedModel = "policy",
            referenceUrl = reference.Url,
            referenceModel = "reference",
            beta = 0.5,
            chatTemplate = "raw",
        });

        await AssertRewardsAsync(runId, factor: 0.5);
    }

    [Theory]
    [InlineData("/v1/score", "vllm-score", "/score", "vllm-score")]
    [InlineData("/proxy/classify", "vllm-classify", "/classify", "vllm-classify")]
    [InlineData("/proxy/classify", "sglang", "/classify", "sglang-classify")]
    [InlineData("/proxy/classify/", "infinity", "/classify", "infinity-classify")]
    [InlineData("/team/v1/rerank", "llama.cpp", "/rerank", "llamacpp-rerank")]
    [InlineData("/team/predict", "tei", "/predict", "tei-predict")]
    [InlineData("/models/rm/invocations", "vllm-pooling", "/pooling", "vllm-pooling")]
    public async Task A_gateways_own_path_is_used_as_it_was_submitted(string path, string kind, string known, string protocol)
    {
        var serve = StandIns.Answer(kind);
        await using var gateway = await FakeServer.StartAsync(request =>
            request.Path == path ? serve(request with { Path = known }) : new FakeAnswer(404, "no such route"));

        var runId = await FinishAsync(new { kind = "endpoint", url = new Uri(gateway.Url, path), servedModel = "org/rm", chatTemplate = "raw" });

        Assert.Equal(protocol, (await ReadJsonAsync($"api/v1/runs/{runId}/protocol"))["protocol"]!.ToString());
        await AssertRewardsAsync(runId, factor: 1);
    }

    /// <summary>What is odd about a server, and what is submitted beyond its address.</summary>
    public static TheoryData<string, string?> Oddities { get; } = new()
    {
        { "compresses unasked with gzip", null },
        { "compresses unasked with deflate", null },
        { "compresses unasked with br", null },
        { "begins with a byte order mark", null },
        { "sends what is not Unicode", null },
        { "wants a User-Agent", null },
        { "has several outputs", "1" },
        { "refuses a parameter", null },
        { "has a limit on tokens", null },
        { "resets what it does not know", null },
        { "fails now and then", null },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public async Task An_odd_server_is_read_rightly(string oddity, string? attribute)
    {
        await using var server = await FakeServer.StartAsync(Odd(oddity, StandIns.Answer("vllm-pooling")));

        var runId = await FinishAsync(new { kind = "endpoint", url = server.Url, attribute, chatTemplate = "raw" });

        await AssertRewardsAsync(runId, factor: 1);
    }

    private static Func<FakeRequest, FakeAnswer> Odd(string oddity, Func<FakeRequest, FakeAnswer> serve)
    {
        var number = 0;
        return request =>
        {
            var isPooling = request.Path == "/pooling";
            return oddity switch
            {
                "compresses unasked with gzip" => CompressedResponseTests.Compressed(serve(request).Status, serve(request).Body, "gzip"),
                "compresses unasked with deflate" => CompressedResponseTests.Compressed(serve(request).Status, serve(request).Body, "deflate"),
                "compresses unasked with br" => CompressedResponseTests.Compressed(serve(request).Status, serve(request).Body, "br"),
                "begins with a byte order mark" => serve(request) with { Body = "\uFEFF" + serve(request).Body },
                "sends what is not Unicode" when serve(request) is { Status: 200, Body: ['{', .. var rest] } answer =>
                    answer with { Bytes = (byte[])[.. """{"note":"\ud83d """u8, 0xE9, 0x00, .. "\","u8, .. System.Text.Encoding.UTF8.GetBytes(rest)] },
                "wants a User-Agent" when !request.Headers.ContainsKey("User-Agent") => new FakeAnswer(403, "Forbidden"),
                "has several outputs" when isPooling => new FakeAnswer(
                    200, System.Text.RegularExpressions.Regex.Replace(serve(request).Body, @"""data"":\[(-?[\d.]+)\]", @"""data"":[9,$1,7]")),
                "refuses a parameter" when isPooling && request.Json.ContainsKey("add_special_tokens") => new FakeAnswer(
                    400, """{"error":{"message":"Unrecognised request argument","type":"invalid_request_error","param":"add_special_tokens","code":400}}"""),
                "has a limit on tokens" when isPooling && request.Json["truncate_prompt_tokens"]!.GetValue<int>() > 512 => new FakeAnswer(
                    400, """{"error":{"message":"truncate_prompt_tokens value (2048) is greater than max_model_len (512). Please, select a smaller truncation size.","code":400}}"""),
                "resets what it does not know" when serve(request).Status == 404 => FakeAnswer.Reset,
                "fails now and then" when isPooling && Interlocked.Increment(ref number) % 20 == 0 => (number / 20 % 4) switch
                {
                    0 => new FakeAnswer(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""") { Headers = [("retry-after-ms", "1")] },
                    1 => new FakeAnswer(524, "error code: 524") { Headers = [("Retry-After", "0.001")] },
                    2 => FakeAnswer.Reset,
                    _ => new FakeAnswer(424, """{"error":"busy","error_type":"Backend"}""") { Headers = [("retry-after-ms", "1")] },
                },
                _ => serve(request),
            };
        };
    }

    private async Task<string> FinishAsync(object backend)
    {
        var (runId, _) = await site.Script.SubmitAsync(new { model = "acme/rm", modelType = "Seq. Classifier", dataset = "starter", backend });
        await site.Script.UntilAsync(runId, "finished");
        return runId;
    }

    private async Task AssertRewardsAsync(string runId, double factor)
    {
        var scores = await ReadJsonAsync($"api/v1/runs/{runId}/scores");
        var ids = scores["id"]!.AsArray().Select(id => id!.ToString()).ToList();
        var stored = ids.Zip(scores["scores"]!.AsArray()).ToDictionary(pair => pair.First, pair => pair.Second!.AsArray().Select(Number).ToList());

        Assert.Equal(StarterFiles.Prompts.Count, stored.Count);
        Assert.All(StarterFiles.Prompts, prompt => Assert.Equal(
            prompt.Completions.Select(completion => Math.Round(factor * StandIns.Reward(completion), 9)),
            stored[prompt.Id].Select(reward => Math.Round(reward, 9))));
    }

    private static double Number(JsonNode? score) => score is JsonArray list ? list[0]!.GetValue<double>() : score!.GetValue<double>();

    private async Task<JsonNode> ReadJsonAsync(string path) =>
        JsonNode.Parse(await site.Script.ReadAsync(path)) ?? throw new JsonException($"{path} is empty.");
}
