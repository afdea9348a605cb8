using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RewardBench2.Evaluation.Checks;

namespace RewardBench2.Tests.Evaluation.Submissions;

/// <summary>One submission to several benchmarks: one check, a run for each, one page.</summary>
public sealed class SubmittedTogetherTests(ScriptedSite site) : IClassFixture<ScriptedSite>
{
    private static readonly HashSet<string> Canaries =
        [.. CanaryConversations.Clear.SelectMany(prompt => prompt.Completions.Select(completion => completion.Text))];

    private readonly ConcurrentBag<string> _asked = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_benchmark_gets_a_run_and_the_canaries_are_asked_once()
    {
        await ImportAsync("rm-bench", "judgebench", "rewardmath");
        await using var server = await FakeServer.StartAsync(Serve);

        var alone = await SubmitAsync(Body("acme/alone", server.Url, dataset: null, "rm-bench"));
        await site.Script.UntilAsync(alone.GetProperty("runId").GetString()!, "finished");
        var canariesOfOne = _asked.Count(Canaries.Contains);
        Assert.True(canariesOfOne > 0);
        _asked.Clear();

        var submitted = await SubmitAsync(Body("acme/together", server.Url, dataset: "rm-bench", new[] { "rm-bench", "judgebench", "rewardmath" }));
        var runs = submitted.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["rm-bench", "judgebench", "rewardmath"], runs.Select(run => run.GetProperty("benchmark").GetString()));
        foreach (var run in runs)
        {
            await site.Script.UntilAsync(run.GetProperty("runId").GetString()!, "finished");
        }

        // Every run, also one that goes on after a pause, asks with one conversation what serves there.
        Assert.Equal(canariesOfOne + 2, _asked.Count(Canaries.Contains));
        var submission = submitted.GetProperty("submissionId").GetString()!;
        Assert.Equal($"/submissions/{submission}", submitted.GetProperty("url").GetString());
        var read = JsonElement.Parse(await site.Script.ReadAsync($"api/v1/submissions/{submission}")).GetProperty("runs").EnumerateArray();
        Assert.Equal(
            runs.Select(run => run.GetProperty("runId").GetString()),
            read.Select(run => run.GetProperty("runId").GetString()));

        // What each run says of its check is the same, but for its own prompts.
        var page = await site.Script.ReadAsync($"submissions/{submission}");
        Assert.Contains("on 3 benchmarks", page, StringComparison.Ordinal);
        Assert.All(runs, run => Assert.Contains(run.GetProperty("runId").GetString()!, page, StringComparison.Ordinal));
        Assert.All(
            await Task.WhenAll(runs.Select(run => site.Script.ReadAsync($"runs/{run.GetProperty("runId").GetString()}"))),
            text => Assert.Contains("Protocol card", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_check_fails_all_fail_with_its_reason()
    {
        await ImportAsync("rm-bench", "judgebench");
        await using var server = await FakeServer.StartAsync(StandIns.PoolAnyTextBackwards);

        var submitted = await SubmitAsync(Body("acme/backwards", server.Url, dataset: null, new[] { "rm-bench", "judgebench" }));
        var ends = new List<JsonElement>();
        foreach (var run in submitted.GetProperty("runs").EnumerateArray())
        {
            ends.Add(await site.Script.UntilAsync(run.GetProperty("runId").GetString()!, "failed"));
        }

        Assert.NotEmpty(ends[0].GetProperty("reason").GetString()!);
        Assert.Equal(ends[0].GetProperty("reason").GetString(), ends[1].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_check_only_pauses_all_and_each_can_be_resumed_without_another_check()
    {
        await ImportAsync("rm-bench", "judgebench");
        await using var server = await FakeServer.StartAsync(Serve);

        var submitted = await SubmitAsync(Body("acme/looks-first", server.Url, dataset: null, new[] { "rm-bench", "judgebench" }, checkOnly: true));
        string[] runs = [.. submitted.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("runId").GetString()!)];
        await site.Script.UntilAsync(runs[0], "paused");
        await site.Script.UntilAsync(runs[1], "paused");
        var canaries = _asked.Count(Canaries.Contains);

        await site.Script.ControlAsync(runs[1], submitted.GetProperty("manageToken").GetString()!, "resume");
        await site.Script.UntilAsync(runs[1], "finished");
        Assert.Equal(canaries + 1, _asked.Count(Canaries.Contains));
    }

    [Fact]
    public async Task A_baseline_is_scored_on_each()
    {
        await ImportAsync("rm-bench", "judgebench");
        var submitted = await SubmitAsync(new
        {
            model = "acme/longest",
            modelType = "Baseline",
            benchmark = new[] { "judgebench", "rm-bench" },
            backend = new { kind = "baseline", name = "longest" },
        });
        foreach (var run in submitted.GetProperty("runs").EnumerateArray())
        {
            await site.Script.UntilAsync(run.GetProperty("runId").GetString()!, "finished");
        }
    }

    [Theory]
    [InlineData("""["rm-bench","no-such"]""", null, "benchmark", "There is no benchmark 'no-such' here")]
    [InlineData("""["rm-bench","rmb-bon"]""", null, "benchmark", "There are no prompts of rmb-bon here yet")]
    [InlineData("[]", null, "benchmark", "Name one benchmark")]
    [InlineData("\"rm-bench\"", "\"starter\"", "dataset", "The dataset starter is of rewardbench-2")]
    [InlineData("\"rewardbench-2\"", null, "benchmark", "There are no prompts of rewardbench-2 here yet")]
    public async Task What_cannot_be_scored_is_refused_and_nothing_is_made(string benchmark, string? dataset, string field, string detail)
    {
        await ImportAsync("rm-bench");
        using var body = new StringContent(
            $$$"""{"model":"acme/x","modelType":"Baseline","benchmark":{{{benchmark}}},"dataset":{{{dataset ?? "null"}}},"backend":{"kind":"baseline","name":"random"}}""",
            System.Text.Encoding.UTF8,
            "application/json");
        using var response = await site.Client.PostAsync(new Uri("api/v1/submissions", UriKind.Relative), body, Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static object Body(string model, Uri server, string? dataset, object benchmark, bool checkOnly = false) => new
    {
        model,
        modelType = "Seq. Classifier",
        dataset,
        benchmark,
        checkOnly,
        backend = new { kind = "endpoint", protocol = "vllm-pooling", url = server },
    };

    private async Task ImportAsync(params string[] benchmarks)
    {
        foreach (var benchmark in benchmarks)
        {
            await MadeUpImports.ImportAsync(site.Services, benchmark, Cancellation);
        }
    }

    private async Task<JsonElement> SubmitAsync(object submission)
    {
        using var response = await site.Client.PostAsJsonAsync("api/v1/submissions", submission, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer;
    }

    private FakeAnswer Serve(FakeRequest request)
    {
        if (request.Path == "/pooling")
        {
            _asked.Add(request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString());
        }

        return StandIns.PoolAnyText(request);
    }
}
