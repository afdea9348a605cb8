using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RewardBench2.Tests.Evaluation.Submissions;

/// <summary>Runs stopped, retried, deleted, and raced for, on the real site.</summary>
public sealed class RunControlTests : IAsyncDisposable
{
    private readonly ScriptedSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Of_many_who_cancel_at_once_one_does_and_the_others_are_told_why_not()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 50);
        var (runId, token) = await _site.Script.SubmitAsync(server.Submission("acme/raced"));
        await server.Holds;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(runId, token, "cancel")));
        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer == HttpStatusCode.Conflict));
        var page = await _site.Script.ReadAsync($"runs/{runId}");
        Assert.Equal(2, page.Split("Cancelled by owner").Length - 1); // as the reason, and once in the timeline
    }

    [Fact]
    public async Task A_paused_run_asks_for_nothing_more_and_goes_on_where_it_stopped()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 50);
        var (runId, token) = await _site.Script.SubmitAsync(server.Submission("acme/paused"));
        await server.Holds;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(runId, token, "pause"));
        server.Release();
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(runId, token, "retry"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(runId, token, "resume"));

        var run = await _site.Script.UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        Assert.InRange(server.AskedAgain, 0, CountingRewardServer.InFlight);
    }

    [Theory]
    [InlineData("wrong-token", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    public async Task Nobody_controls_a_run_without_its_token(string token, HttpStatusCode status)
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 50);
        var (runId, _) = await _site.Script.SubmitAsync(server.Submission("acme/kept"));
        await server.Holds;
        Assert.Equal(status, await PostAsync(runId, token, "cancel"));
        Assert.Equal("running", (await _site.Script.RunAsync(runId)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Failed_prompts_are_listed_with_their_reason_and_a_retry_asks_for_just_those()
    {
        var broken = true;
        var picky = StarterFiles.Of("Math")[0];
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => FakeRewardServers.VllmModels(),
            "/classify" when broken && Asks(request, picky) => new FakeAnswer(400, """{"error":{"message":"I do not like <b>sums</b>","type":"BadRequestError","code":400}}"""),
            "/classify" => FakeRewardServers.Classified(request.Json),
            _ => FakeAnswer.NotFound,
        });
        var (runId, token) = await _site.Script.SubmitAsync(new
        {
            model = "acme/picky",
            modelType = "Seq. Classifier",
            dataset = "starter",
            backend = new { kind = "endpoint", protocol = "vllm-classify", url = server.Url },
        });
        Assert.Equal(1, (await _site.Script.UntilAsync(runId, "failed")).GetProperty("promptsFailed").GetInt32());
        var listed = Assert.Single(JsonNode.Parse(await _site.Script.ReadAsync($"api/v1/runs/{runId}/failures"))!["prompts"]!.AsArray());
        Assert.Equal(picky.Id, listed!["id"]!.ToString());
        Assert.Contains("I do not like <b>sums", listed["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("I do not like &lt;b&gt;sums", await _site.Script.ReadAsync($"runs/{runId}"), StringComparison.Ordinal);

        broken = false;
        var others = server.Requests.Count(IsOfAnother);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(runId, token, "retry"));
        Assert.Equal(180, (await _site.Script.UntilAsync(runId, "finished")).GetProperty("promptsScored").GetInt32());
        Assert.Equal(others, server.Requests.Count(IsOfAnother));

        bool IsOfAnother(FakeRequest request) => StarterFiles.Prompts.Any(prompt => prompt != picky && Asks(request, prompt));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_and_forth_changes_nothing_of_a_run()
    {
        await using var jumping = new JumpingSite();
        using var client = jumping.CreateClient();
        var script = jumping.ScriptOf(client);
        var (runId, _) = await script.SubmitAsync(new { model = "acme/late", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "longest" } });
        var run = await script.UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        var page = await script.ReadAsync($"runs/{runId}");
        Assert.True(page.IndexOf("Submitted", StringComparison.Ordinal) < page.IndexOf("180 prompts scored", page.IndexOf("Timeline", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> PostAsync(string runId, string token, string action)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/runs/{runId}/{action}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var response = await _site.Client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static bool Asks(FakeRequest request, StarterPrompt prompt) =>
        request.Path == "/classify" && request.Json["messages"] is JsonArray messages && messages[0]!["content"]!.ToString() == prompt.Prompt;

    private sealed class JumpingSite : HostedSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new JumpingClock())));
        }
    }

    /// <summary>The wall clock is a day off, now this way, now that; the stopwatch is the machine's.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Interlocked.Increment(ref _asked) % 2 == 0 ? 1 : -1);
    }
}
