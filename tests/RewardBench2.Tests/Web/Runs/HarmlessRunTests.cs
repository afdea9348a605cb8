using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Web.Runs;

/// <summary>Runs that do harm, on the real site: to the process, to others who wait, to their submitter's secrets.</summary>
public sealed class HarmlessRunTests : IAsyncDisposable
{
    private readonly ScriptedSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_run_over_which_the_process_died_three_times_fails_with_its_reason()
    {
        await using var server = await FakeRewardServers.VllmAsync();
        var isBack = false;
        await using var lame = await FakeServer.StartAsync(_ => isBack ? FakeAnswer.NotFound : new FakeAnswer(503, "loading"));
        var (runId, token) = await _site.Script.SubmitAsync(Submission(lame.Url));
        await _site.Script.UntilAsync(runId, "paused");
        await using (var connection = await _site.Services.GetRequiredService<Database>().OpenAsync(Cancellation))
        {
            await connection.ExecuteAsync("UPDATE run SET deaths = 3 WHERE run_id = @runId", new { runId });
        }

        isBack = true;
        var asked = lame.Requests.Count;
        await _site.Script.ControlAsync(runId, token, "resume");
        var run = await _site.Script.UntilAsync(runId, "failed");

        Assert.Contains("died 3 times", run.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Equal(asked, lame.Requests.Count);
    }

    [Fact]
    public async Task Servers_that_never_answer_keep_no_place_from_others()
    {
        using var slow = new HostedSite(new Dictionary<string, string>
        {
            ["Evaluation:AllowPrivateEndpoints"] = "true",
            ["Evaluation:MaxRunsAtOnce"] = "1",
            ["Evaluation:Round"] = "00:00:00.2",
        });
        using var client = slow.CreateClient();
        var script = slow.ScriptOf(client);
        await using var silent = RawServer.Start((_, token) => Task.Delay(Timeout.Infinite, token));
        var (first, token) = await script.SubmitAsync(Submission(silent.Url));
        await script.UntilAsync(first, "checking");

        var (baseline, _) = await script.SubmitAsync(new { model = "acme/behind", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "random" } });
        await script.UntilAsync(baseline, "finished");

        Assert.Equal("checking", (await script.RunAsync(first)).GetProperty("state").GetString());
        await script.ControlAsync(first, token, "cancel");
    }

    [Fact]
    public async Task Where_a_server_is_and_what_it_said_is_for_its_submitter_only()
    {
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/tokens/0123456789abcdef0123/v1/models" => FakeRewardServers.VllmModels(),
            "/tokens/0123456789abcdef0123/classify" => FakeRewardServers.Classified(request.Json),
            _ => FakeAnswer.NotFound,
        });
        var (runId, token) = await _site.Script.SubmitAsync(Submission(new Uri(server.Url, "tokens/0123456789abcdef0123/")));
        await _site.Script.UntilAsync(runId, "finished");

        foreach (var path in new[] { $"runs/{runId}", $"api/v1/runs/{runId}", $"api/v1/runs/{runId}/protocol", "api/v1/runs", $"api/v1/runs/{runId}/every-eval-ever.json", "models/acme/harmless" })
        {
            var shown = await _site.Script.ReadAsync(path);
            Assert.DoesNotContain("0123456789abcdef", shown, StringComparison.Ordinal);
            Assert.DoesNotContain($":{server.Url.Port}", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("How the server was identified", shown, StringComparison.Ordinal);
        }

        Assert.Contains("Passed all checks", await _site.Script.ReadAsync($"runs/{runId}"), StringComparison.Ordinal);
        var own = await _site.Script.ReadAsync($"runs/{runId}?manage={token}");
        Assert.Contains("How the server was identified", own, StringComparison.Ordinal);
        Assert.Contains($":{server.Url.Port}", own, StringComparison.Ordinal);
    }

    private static object Submission(Uri url) => new
    {
        model = "acme/harmless",
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "endpoint", url, chatTemplate = "chatml" },
    };
}
