using System.Text.Json;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>Servers that cannot be scored, or not now: a run's page and its script read a plain sentence why.</summary>
public sealed class UnwillingServerTests(ScriptedSite site) : IClassFixture<ScriptedSite>
{
    [Fact]
    public async Task A_quota_that_is_used_up_pauses_the_run_at_the_first_refusal()
    {
        var serve = StandIns.Answer("vllm-classify");
        var served = 0;
        await using var server = await FakeServer.StartAsync(request => request.Path == "/classify" && Interlocked.Increment(ref served) > 60
            ? new FakeAnswer(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""")
            : serve(request));

        var reason = await StopAsync("paused", new { kind = "endpoint", url = server.Url }, maxConcurrency: 1);

        Assert.Contains("quota on that server is used up", reason, StringComparison.Ordinal);
        Assert.InRange(served, 61, 63);
    }

    [Fact]
    public async Task A_server_that_is_still_loading_pauses_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"""));

        Assert.Contains("Loading model", await StopAsync("paused", new { kind = "endpoint", url = server.Url }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_a_named_protocol_that_fails_at_everything_pauses_the_run_and_scores_it_when_it_is_mended()
    {
        var serve = StandIns.Answer("vllm-classify");
        var isBroken = true;
        await using var server = await FakeServer.StartAsync(request => isBroken ? new FakeAnswer(500, """{"error":{"message":"CUDA error"}}""") : serve(request));
        await using var quick = new QuickSite();

        var (runId, token) = await quick.Script.SubmitAsync(Submission(new { kind = "endpoint", url = server.Url, protocol = "vllm-classify" }));
        var run = await quick.Script.UntilAsync(runId, "paused");
        Assert.Contains("500: CUDA error", run.GetProperty("reason").GetString(), StringComparison.Ordinal);
        isBroken = false;
        await quick.Script.ControlAsync(runId, token, "resume");
        Assert.Equal(180, (await quick.Script.UntilAsync(runId, "finished")).GetProperty("promptsScored").GetInt32());
    }

    [Fact]
    public async Task A_ties_prompt_that_the_server_always_fails_at_is_named_and_asked_for_alone_when_retried()
    {
        var serve = StandIns.Answer("vllm-classify");
        var tied = JsonEncodedText.Encode(StarterFiles.Prompts.First(prompt => prompt.Subset == "Ties").Prompt).ToString();
        var isBroken = true;
        var scored = 0;
        await using var server = await FakeServer.StartAsync(request =>
        {
            if (request.Path != "/classify")
            {
                return serve(request);
            }

            Interlocked.Increment(ref scored);
            return isBroken && request.Json.ToJsonString().Contains(tied, StringComparison.Ordinal) ? new FakeAnswer(500, "out of memory") : serve(request);
        });
        await using var quick = new QuickSite();

        var (runId, token) = await quick.Script.SubmitAsync(Submission(new { kind = "endpoint", url = server.Url, protocol = "vllm-classify" }));
        var run = await quick.Script.UntilAsync(runId, "failed");
        Assert.Equal("1 of 180 prompts could not be scored. Retry to score just those.", run.GetProperty("reason").GetString());
        Assert.Equal(179, run.GetProperty("promptsScored").GetInt32());

        (isBroken, scored) = (false, 0);
        await quick.Script.ControlAsync(runId, token, "retry");
        Assert.Equal(180, (await quick.Script.UntilAsync(runId, "finished")).GetProperty("promptsScored").GetInt32());
        Assert.InRange(scored, 1, 60); // the prompt's own completions and the canaries, not the other 179 prompts
    }

    [Fact]
    public async Task A_tls_port_that_is_spoken_to_as_http_pauses_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => FakeAnswer.NotFound, TestCertificates.SelfSigned());
        var plain = new UriBuilder(server.Url) { Scheme = "http" }.Uri;

        Assert.Contains("https://", await StopAsync("paused", new { kind = "endpoint", url = plain }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_outputs_without_an_attribute_are_told_to_need_one()
    {
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => FakeRewardServers.VllmModels(),
            "/pooling" => new FakeAnswer(200, """{"data":[{"index":0,"data":[1,2,3]}]}"""),
            _ => FakeAnswer.NotFound,
        });

        Assert.Contains("in the field “attribute”", await StopAsync("failed", new { kind = "endpoint", url = server.Url }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_probabilities_with_a_gap_make_no_reward()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(
            200, """{"choices":[{"logprobs":{"tokens":["a","b","c","d"],"token_logprobs":[null,-1,null,-1]}}],"usage":{"prompt_tokens":4,"completion_tokens":0}}"""));

        var reason = await StopAsync("failed", new
        {
            kind = "dpo",
            url = server.Url,
            servedModel = "p",
            referenceUrl = server.Url,
            referenceModel = "r",
            chatTemplate = "raw",
        });

        Assert.Contains("no log-probability for token 3", reason, StringComparison.Ordinal);
    }

    private async Task<string> StopAsync(string state, object backend, int maxConcurrency = 8)
    {
        var (runId, _) = await site.Script.SubmitAsync(Submission(backend, maxConcurrency));
        var run = await site.Script.UntilAsync(runId, state);
        return run.GetProperty("reason").GetString()!;
    }

    private static object Submission(object backend, int maxConcurrency = 8) => new
    {
        model = "acme/rm",
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend,
        limits = new { maxConcurrency },
    };

    /// <summary>A site that gives a request up after few attempts.</summary>
    private sealed class QuickSite() : HostedSite(new Dictionary<string, string>
    {
        ["Evaluation:AllowPrivateEndpoints"] = "true",
        ["Evaluation:MaxRetries"] = "1",
    })
    {
        public SiteScript Script => field ??= ScriptOf(CreateClient());
    }
}
