using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Submissions;

/// <summary>A pasted address on the real site: checked, scored, stopped, gone on with.</summary>
public sealed class EndpointSubmissionTests : IAsyncDisposable
{
    private readonly ScriptedSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_server_is_recognised_checked_and_scored_on_every_completion_once()
    {
        await using var server = await FakeRewardServers.VllmAsync();
        var (runId, _) = await _site.Script.SubmitAsync(Endpoint(server, key: "sk-secret"));
        var run = await _site.Script.UntilAsync(runId, "finished");

        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        Assert.Equal(6, run.GetProperty("subsets").GetArrayLength());
        var page = await _site.Script.ReadAsync($"runs/{runId}");
        Assert.Contains("Passed all checks", page, StringComparison.Ordinal);
        Assert.Contains("vllm-classify", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", page, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Equal("Bearer sk-secret", request.Authorization));

        var asked = server.Bodies("/classify").Select(body => body["messages"]?.ToJsonString() ?? body["input"]!.ToJsonString()).ToList();
        Assert.Equal(asked.Distinct().Count(), asked.GroupBy(text => text).Count());
    }

    [Fact]
    public async Task A_server_that_answers_one_and_the_same_is_stopped_before_the_first_prompt_and_told_why()
    {
        await using var server = await FakeRewardServers.SglangAsync(_ => 1.0);
        var (runId, token) = await _site.Script.SubmitAsync(Endpoint(server, template: "chatml"));
        var run = await _site.Script.UntilAsync(runId, "failed");

        Assert.Equal(0, run.GetProperty("promptsScored").GetInt32());
        Assert.NotEmpty(run.GetProperty("reason").GetString()!);
        Assert.Contains("Failed the checks", await _site.Script.ReadAsync($"runs/{runId}"), StringComparison.Ordinal);

        var asked = server.Requests.Count;
        await _site.Script.ControlAsync(runId, token, "retry");
        await _site.Script.UntilAsync(runId, "failed");
        Assert.True(server.Requests.Count > asked, "A retried run checks the server anew.");
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_reason_and_not_a_silence()
    {
        var address = RawServer.NobodyThere();
        var (runId, _) = await _site.Script.SubmitAsync(new { model = "acme/away", modelType = "Seq. Classifier", dataset = "starter", backend = new { kind = "endpoint", url = address } });
        var run = await _site.Script.UntilAsync(runId, "failed", "paused");
        var reason = run.GetProperty("reason").GetString()!;
        Assert.Contains("cannot be reached", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cap_pauses_the_run_and_what_was_scored_is_not_asked_for_again()
    {
        await using var server = await FakeRewardServers.VllmAsync();
        var (runId, token) = await _site.Script.SubmitAsync(new
        {
            model = "acme/capped",
            modelType = "Seq. Classifier",
            dataset = "starter",
            backend = new { kind = "endpoint", url = server.Url, chatTemplate = "chatml" },
            limits = new { maxRequests = 60 },
        });
        var run = await _site.Script.UntilAsync(runId, "paused");
        Assert.Contains("60", run.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.InRange(run.GetProperty("promptsScored").GetInt32(), 1, 179);
        await _site.Script.ControlAsync(runId, token, "cancel");
        await _site.Script.UntilAsync(runId, "cancelled");
    }

    [Fact]
    public async Task Cancelling_ends_requests_that_nobody_answers()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var checks = 0;
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => Task.FromResult(FakeRewardServers.VllmModels()),
            "/classify" when Interlocked.Increment(ref checks) > 25 => HangAsync(request),
            "/classify" => Task.FromResult(FakeRewardServers.Classified(request.Json)),
            _ => Task.FromResult(FakeAnswer.NotFound),
        });
        var (runId, token) = await _site.Script.SubmitAsync(Endpoint(server));
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _site.Script.ControlAsync(runId, token, "cancel");
        await _site.Script.UntilAsync(runId, "cancelled");
        await hungUp.Task.WaitAsync(TestContext.Current.CancellationToken);

        async Task<FakeAnswer> HangAsync(FakeRequest request)
        {
            reached.TrySetResult();
            using var _ = request.HungUp.Register(() => hungUp.TrySetResult());
            await hungUp.Task;
            return FakeAnswer.NotFound;
        }
    }

    [Fact]
    public async Task A_judges_words_are_kept_with_the_prompt_they_are_about()
    {
        await using var server = await FakeRewardServers.JudgeAsync();
        var (runId, _) = await _site.Script.SubmitAsync(new
        {
            model = "acme/judge",
            modelType = "Generative RM",
            dataset = "starter",
            backend = new { kind = "endpoint", protocol = "judge-ratings", url = server.Url, servedModel = "org/judge" },
            runAnyway = true,
        });
        await _site.Script.UntilAsync(runId, "finished");
        var prompt = await _site.Script.ReadAsync("api/v1/prompts/starter/starter-math-1");
        Assert.Contains("acme/judge", prompt, StringComparison.Ordinal);
        Assert.Contains("ratings", await _site.Script.ReadAsync($"runs/{runId}"), StringComparison.Ordinal);
    }

    private static object Endpoint(FakeServer server, string? key = null, string? template = null) => new
    {
        model = "acme/rm",
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "endpoint", protocol = "auto", url = server.Url, apiKey = key, chatTemplate = template },
    };
}

/// <summary>The same on a site open to the world.</summary>
public sealed class PrivateAddressTests : IDisposable
{
    private readonly HostedSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task An_address_of_the_sites_own_network_is_not_called()
    {
        await using var server = await FakeRewardServers.VllmAsync();
        using var client = _site.CreateClient();
        var script = _site.ScriptOf(client);
        var (runId, _) = await script.SubmitAsync(new { model = "acme/inside", modelType = "DPO", dataset = "starter", backend = new { kind = "endpoint", url = server.Url } });
        var run = await script.UntilAsync(runId, "failed", "paused");

        Assert.Contains("public", run.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }
}
