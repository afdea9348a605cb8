using RewardBench2.Evaluation;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Checks;

/// <summary>What a probe says when it finds nothing, and how it goes on past requests that get no answer.</summary>
public sealed class ProbeSightingTests
{
    /// <summary>What a server answers to /classify, to /pooling and to what it is; what is said; whether the same may work later.</summary>
    public static TheoryData<FakeAnswer, FakeAnswer, FakeAnswer, string, bool> Seen { get; } = new()
    {
        { FakeAnswer.NotFound, FakeAnswer.NotFound, FakeAnswer.NotFound, "No protocol was recognised", false },
        { new(200, """{"data":[{"probs":[1,2]}]}"""), new(400, """{"error":"x"}"""), FakeAnswer.NotFound, "in the field “attribute”", false },
        { new(400, """{"error":{"message":"The model does not support Classification API"}}"""), new(400, """{"error":{"message":"max_model_len is 5"}}"""), FakeAnswer.NotFound, "max_model_len is 5", false },
        { new(400, """{"error":{"message":"The model does not support Classification API"}}"""), FakeAnswer.NotFound, FakeAnswer.NotFound, "does not support Classification API", false },
        { FakeAnswer.NotFound, FakeAnswer.NotFound, new(401, ""), "requires a valid API key", false },
        { new(402, """{"error":"top up"}"""), FakeAnswer.NotFound, FakeAnswer.NotFound, "requires payment (402: top up)", true },
        { new(403, "<html><title>Blocked</title></html>"), FakeAnswer.NotFound, FakeAnswer.NotFound, "403: a web page titled “Blocked”", false },
        { new(307, "") { Headers = [("Location", "https://elsewhere.example/classify")] }, FakeAnswer.NotFound, FakeAnswer.NotFound, "redirects (status 307) to https://elsewhere.example/classify", false },
        { new(429, """{"error":"slow down"}"""), FakeAnswer.NotFound, FakeAnswer.NotFound, "rate-limiting requests (429: slow down)", true },
        { FakeAnswer.NotFound, FakeAnswer.NotFound, new(503, """{"error":{"message":"Loading model"}}"""), "not ready (503: Loading model)", true },
        { new(500, "CUDA error"), FakeAnswer.NotFound, FakeAnswer.NotFound, "500: CUDA error", true },
        { new(200, "<html><title>Welcome</title></html>"), FakeAnswer.NotFound, FakeAnswer.NotFound, "a web page titled “Welcome”", false },
        { FakeAnswer.Reset, FakeAnswer.NotFound, FakeAnswer.NotFound, "broke the connection", true },
        { new(400, "\ud83d\0 \"\u0001"), FakeAnswer.NotFound, FakeAnswer.NotFound, "400: \uFFFD\uFFFD \"", false },
    };

    [Theory]
    [MemberData(nameof(Seen))]
    public async Task Auto_says_the_most_telling_thing_it_saw(FakeAnswer classify, FakeAnswer pooling, FakeAnswer models, string says, bool isTransient)
    {
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/classify" => classify,
            "/pooling" => pooling,
            "/v1/models" => models,
            _ => FakeAnswer.NotFound,
        });
        await using var run = BackendSessionTests.Open(server.Url);

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Contains(says, probe.Problem, StringComparison.Ordinal);
        Assert.Equal(isTransient, probe.IsTransient);
    }

    [Fact]
    public async Task A_request_without_an_answer_is_noted_and_the_probe_goes_on()
    {
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => FakeRewardServers.VllmModels(),
            "/classify" => FakeRewardServers.Classified(request.Json),
            _ => FakeAnswer.Reset,
        });
        await using var run = BackendSessionTests.Open(server.Url);

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("vllm-classify", null), (probe.Protocol, probe.Problem));
        Assert.Contains(probe.Steps, step => step is { Tried: "GET /info", Came: "no response" } && step.Conclusion.Contains("broke the connection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tls_port_that_is_spoken_to_as_http_is_told_by_its_sentence()
    {
        await using var server = await FakeServer.StartAsync(_ => FakeAnswer.NotFound, TestCertificates.SelfSigned());
        await using var run = BackendSessionTests.Open(new UriBuilder(server.Url) { Scheme = "http" }.Uri);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => run.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Contains("submit the address with https://", stopped.Message, StringComparison.Ordinal);
        Assert.True(stopped.CanResume);
    }

    [Fact]
    public async Task An_http_port_that_is_spoken_to_as_tls_is_told_by_its_sentence()
    {
        await using var server = await FakeServer.StartAsync(_ => FakeAnswer.NotFound);
        await using var run = BackendSessionTests.Open(new UriBuilder(server.Url) { Scheme = "https" }.Uri);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => run.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Contains("http://", stopped.Message, StringComparison.Ordinal);
        Assert.True(stopped.CanResume);
    }

    [Theory]
    [InlineData("m", "m:latest")]
    [InlineData("m:latest", "m:latest")]
    [InlineData("m:7b", "m:7b")]
    public async Task Ollamas_model_without_a_tag_is_the_latest(string submitted, string served)
    {
        await using var server = await FakeServer.StartAsync(request => request.Path == "/v1/models"
            ? new FakeAnswer(200, """{"object":"list","data":[{"id":"m:latest","owned_by":"library"},{"id":"m:7b","owned_by":"library"}]}""")
            : FakeAnswer.NotFound);
        await using var run = BackendSessionTests.Open(server.Url, protocol: "judge-ratings", model: submitted);

        Assert.Equal((served, null), ((await run.ProbeAsync(TestContext.Current.CancellationToken)) is var probe ? probe.ServedModel : null, probe.Problem));
    }

    [Fact]
    public async Task A_server_that_needs_a_template_is_recognised_without_one()
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync();
        await using var run = BackendSessionTests.Open(server.Url);

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal("openrlhf", probe.Protocol);
        Assert.Contains("does not apply a chat template", probe.Problem, StringComparison.Ordinal);
    }
}
