using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Checks;

/// <summary>From a pasted address to rewards: the probe, the canaries, the card.</summary>
public sealed class BackendSessionTests
{
    public static TheoryData<string, string, string?, string> Found { get; } = new()
    {
        // The server, its template; the protocol and the name it is known by.
        { "vllm", "vllm-classify", null, "vLLM" },
        { "vllm", "vllm-classify", "llama-3", "vLLM" },
        { "vllm-pooling", "vllm-pooling", "chatml", "vLLM" },
        { "vllm-score", "vllm-score", null, "vLLM" },
        { "sglang", "sglang-classify", "llama-3", "SGLang" },
        { "tei", "tei-predict", null, "Text Embeddings Inference" },
        { "openrlhf", "openrlhf", "raw", "" },
        { "nim", "nim-reward", null, "" },
        { "judge", "judge-ranking", null, "" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public async Task Auto_finds_the_protocol_and_the_canaries_read_well(string kind, string protocol, string? template, string server)
    {
        await using var fake = await StartAsync(kind);
        await using var run = Open(fake.Url, template: template);

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);
        var canaries = await run.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Null(probe.Problem);
        Assert.Equal((protocol, server), (probe.Protocol, probe.Server ?? ""));
        Assert.All(probe.Steps, step => Assert.NotEmpty(step.Conclusion));
        Assert.True(canaries.Verdict == CanaryVerdict.ReadsWell, canaries.Reason);
        Assert.True(run.MayStart(canaries));
        Assert.All(canaries.Steps.Take(4), step => Assert.NotEmpty(step.Exchanges));
    }

    [Fact]
    public async Task A_server_that_never_says_what_it_is_pauses_the_run_when_the_time_for_asking_is_over()
    {
        await using var silent = RawServer.Start((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var run = Open(silent.Url, options: TestClients.Options with { ProbeTime = TimeSpan.FromMilliseconds(50) });

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => run.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Contains("did not say within", stopped.Message, StringComparison.Ordinal);
        Assert.True(stopped.CanResume);
    }

    [Fact]
    public async Task A_check_conversation_that_is_not_answered_pauses_the_run_when_its_time_is_over()
    {
        var asked = 0;
        await using var server = await FakeServer.StartAsync(async request =>
        {
            if (request.Path == "/classify" && Interlocked.Increment(ref asked) > 2)
            {
                await Task.Delay(Timeout.Infinite, request.HungUp).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return request.Path switch
            {
                "/v1/models" => FakeRewardServers.VllmModels(),
                "/classify" => FakeRewardServers.Classified(request.Json),
                _ => FakeAnswer.NotFound,
            };
        });
        await using var run = Open(server.Url, options: TestClients.Options with { CheckTime = TimeSpan.FromMilliseconds(200) });
        await run.ProbeAsync(TestContext.Current.CancellationToken);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => run.CheckAsync(TestContext.Current.CancellationToken));

        Assert.Contains("not answered within", stopped.Message, StringComparison.Ordinal);
        Assert.True(stopped.CanResume);
    }

    [Fact]
    public async Task The_probe_learns_version_model_and_length()
    {
        await using var fake = await FakeRewardServers.TeiAsync();
        await using var run = Open(fake.Url);

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("1.8.2", "org/rm", 512, 8), (probe.Version, probe.ServedModel, probe.ServerMaxLength, probe.BatchSize));
        Assert.Equal(512, run.Card("r1").MaxLength);
    }

    [Theory]
    [InlineData("sglang", null, "does not apply a chat template")]
    [InlineData("tei-embedding", null, "embedding model, which gives no rewards")]
    [InlineData("nothing", null, "No protocol was recognised")]
    [InlineData("many-models", null, "lists several models")]
    public async Task A_run_that_cannot_start_says_what_to_do(string kind, string? template, string says)
    {
        await using var fake = await StartAsync(kind);
        await using var run = Open(fake.Url, template: template);

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Contains(says, probe.Problem, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => run.Backend);
    }

    [Fact]
    public async Task A_model_that_is_not_served_is_named()
    {
        await using var fake = await FakeRewardServers.VllmAsync();
        await using var run = Open(fake.Url, model: "org/other");

        Assert.Contains("it serves org/rm", (await run.ProbeAsync(TestContext.Current.CancellationToken)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_at_once_and_shown_nowhere()
    {
        await using var fake = await FakeRewardServers.JudgeAsync(key: "right");
        await using var run = Open(fake.Url, apiKey: "sk-wrong-key");

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => run.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Contains("API key", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-wrong-key", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_told_at_once()
    {
        await using var run = Open(RawServer.NobodyThere());

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => run.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Contains("cannot be reached", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_vllm_that_ignores_the_newer_spelling_is_asked_in_the_older_one()
    {
        await using var fake = await FakeRewardServers.VllmAsync((request, text) => request["activation"] is not null
            ? FakeRewardServers.Raw(text)
            : FakeRewardServers.Sigmoid(FakeRewardServers.Raw(text)));
        await using var run = Open(fake.Url);

        await run.ProbeAsync(TestContext.Current.CancellationToken);
        var canaries = await run.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CanaryVerdict.ReadsWell, canaries.Verdict);
        Assert.Equal(["use_activation sent as activation: this server ignores the newer name"], run.Card(null).Changes);
    }

    [Fact]
    public async Task A_named_protocol_is_used_as_it_is()
    {
        await using var fake = await FakeRewardServers.JudgeAsync();
        await using var run = Open(fake.Url, protocol: "judge-ratings");

        var probe = await run.ProbeAsync(TestContext.Current.CancellationToken);
        var canaries = await run.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("judge-ratings", "org/judge"), (probe.Protocol, probe.ServedModel));
        Assert.Equal(CanaryVerdict.ReadsWell, canaries.Verdict);
    }

    [Fact]
    public async Task The_card_tells_all_that_others_need_and_no_secret()
    {
        await using var fake = await FakeRewardServers.VllmAsync();
        await using var run = Open(fake.Url, template: "gemma", apiKey: "sk-secret");
        await run.ProbeAsync(TestContext.Current.CancellationToken);
        await run.CheckAsync(TestContext.Current.CancellationToken);

        var card = run.Card("rev-7");

        Assert.Equal(
            ("vllm-classify", "vLLM", "0.16.1", "org/rm", "raw", "gemma", 2048, "ReadsWell", "rev-7"),
            (card.Protocol, card.Server, card.Version, card.ServedModel, card.Activation, card.ChatTemplate, card.MaxLength, card.Canaries, card.DatasetRevision));
        var json = JsonSerializer.Serialize(card);
        Assert.DoesNotContain("sk-secret", json, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judges_card_tells_mode_seed_and_prompt()
    {
        await using var fake = await FakeRewardServers.JudgeAsync();
        await using var run = Open(fake.Url);
        await run.ProbeAsync(TestContext.Current.CancellationToken);

        var card = run.Card(null);

        Assert.Equal(
            ("ranking; Ties by ratings", "ours", "ours", 1L, false), (card.JudgeMode, card.JudgePrompts, card.JudgeReader, card.Seed, card.BothOrders));
        Assert.Equal(64, card.JudgePromptHash!.Length);
        Assert.Null(card.ChatTemplate);
    }

    [Fact]
    public async Task The_first_request_can_be_seen_before_it_is_sent()
    {
        await using var fake = await FakeRewardServers.VllmAsync();
        await using var run = Open(fake.Url, template: "raw");
        await run.ProbeAsync(TestContext.Current.CancellationToken);

        var preview = run.Preview(new Prompt("1", "Math", "Question", [new("Answer", true)]));

        Assert.Contains("\"input\":[\"Question\\n\\nAnswer\"]", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rewards_come_from_the_backend_that_was_found()
    {
        await using var fake = await FakeRewardServers.OpenRlhfAsync(text => text.Length);
        await using var run = Open(fake.Url, template: "raw");
        await run.ProbeAsync(TestContext.Current.CancellationToken);

        var rewards = await run.Backend.RewardAsync(
            new Prompt("1", "Math", "Q", [new("A", true), new("AAA", false)]), TestContext.Current.CancellationToken);

        Assert.Equal([4, 6], rewards.Rewards);
    }

    internal static BackendSession Open(
        Uri url, string? template = null, string? protocol = null, string? model = null, string? apiKey = null, bool runAnyway = false, EndpointOptions? options = null) => BackendSession.Open(
        new SubmissionRequest
        {
            Backend = new EndpointRequest
            {
                Protocol = protocol,
                Url = url.AbsoluteUri,
                ServedModel = model,
                ApiKey = apiKey,
                ChatTemplate = template,
            },
            RunAnyway = runAnyway,
        },
        options ?? TestClients.Options with { MaxRetries = 1 },
        new RunMeter(),
        new InMemoryResponseCache(),
        TimeProvider.System);

    private static Task<FakeServer> StartAsync(string kind) => kind switch
    {
        "vllm" => FakeRewardServers.VllmAsync(),
        "vllm-pooling" => FakeRewardServers.VllmPoolingAsync(),
        "vllm-score" => FakeRewardServers.VllmScoreAsync(),
        "sglang" => FakeRewardServers.SglangAsync(),
        "tei" => FakeRewardServers.TeiAsync(),
        "tei-embedding" => FakeRewardServers.TeiAsync("embedding"),
        "openrlhf" => FakeRewardServers.OpenRlhfAsync(),
        "nim" => FakeRewardServers.NimAsync(),
        "judge" => FakeRewardServers.JudgeAsync(),
        "many-models" => FakeServer.StartAsync(request =>
            request.Path == "/v1/models" ? new FakeAnswer(200, """{"data":[{"id":"a"},{"id":"b"}]}""") : FakeAnswer.NotFound),
        _ => FakeServer.StartAsync(_ => FakeAnswer.NotFound),
    };
}
