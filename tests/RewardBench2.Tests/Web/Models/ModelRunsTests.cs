using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Web.Models;

/// <summary>What a model's page says of runs that are not on the leaderboard (any more).</summary>
public sealed class ModelRunsTests : IDisposable
{
    private readonly ScriptedSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_withdrawn_run_leaves_a_mark_without_its_scores_and_a_private_one_is_only_counted()
    {
        var (withdrawn, token) = await SubmitAsync("longest", publish: true);
        await _site.Script.ControlAsync(withdrawn, token, "withdraw");
        var (hidden, hiddenToken) = await SubmitAsync("shortest", publish: false);
        var (shown, _) = await SubmitAsync("overlap", publish: true);

        var page = (await _site.Script.ReadAsync("models/acme/tried")).AsShown();
        Assert.Contains("withdrawn by its owner", page, StringComparison.Ordinal);
        Assert.Contains($"runs/{shown}", page, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        Assert.Contains("3 runs of this model made here in all, 1 of them not public", page, StringComparison.Ordinal);
        Assert.NotEmpty(hiddenToken);

        var answer = JsonNode.Parse(await _site.Script.ReadAsync("api/v1/models/acme/tried"))!;
        Assert.Equal(1, answer["runsNotPublic"]!.GetValue<int>());
        Assert.Null(answer["runs"]!.AsArray().Single(run => run!["runId"]!.ToString() == withdrawn)!["average"]);
        Assert.Contains("run, 1 of 3", await _site.Script.ReadAsync("?dataset=starter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_run_under_way_is_nobody_elses_to_see()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 20);
        var (runId, _) = await _site.Script.SubmitAsync(new
        {
            model = "acme/secret",
            modelType = "Seq. Classifier",
            dataset = "starter",
            publish = false,
            backend = new { kind = "endpoint", url = server.Url },
        });
        await server.Holds;
        Assert.DoesNotContain(runId, await _site.Script.ReadAsync("models/acme/secret"), StringComparison.Ordinal);
        Assert.DoesNotContain(runId, await _site.Script.ReadAsync("api/v1/models/acme/secret"), StringComparison.Ordinal);
    }

    private async Task<(string RunId, string Token)> SubmitAsync(string baseline, bool publish)
    {
        var (runId, token) = await _site.Script.SubmitAsync(new
        {
            model = "acme/tried",
            modelType = "Baseline",
            dataset = "starter",
            publish,
            backend = new { kind = "baseline", name = baseline },
        });
        if (publish)
        {
            await _site.Script.UntilAsync(runId, "finished");
        }

        return (runId, token);
    }
}
