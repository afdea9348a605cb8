using RewardBench2.Storage;
using RewardBench2.Web.Runs;

namespace RewardBench2.Tests.Web.Runs;

/// <summary>What a finished run's page says: where it stands, what it took, what to look at next.</summary>
public sealed class RunOutcomeTests(ScriptedSite site) : IClassFixture<ScriptedSite>
{
    [Fact]
    public async Task A_public_run_has_a_rank_and_links_to_what_it_gets_wrong()
    {
        var page = await PageOfAsync("acme/shown", publish: true);

        Assert.Matches(@"Rank <strong>\d+</strong> of\s+\d+", page);
        Assert.Contains("Its row on the leaderboard", page, StringComparison.Ordinal);
        Assert.Contains("filter=a-wrong&amp;a=acme%2Fshown", page, StringComparison.Ordinal);
        Assert.Matches(@"Took \d+ s\.", page);
    }

    [Fact]
    public async Task A_private_run_has_the_rank_that_it_would_have()
    {
        var page = await PageOfAsync("acme/hidden", publish: false);

        Assert.Contains("It is private", page, StringComparison.Ordinal);
        Assert.Matches(@"If it stood on the leaderboard:\s+Rank <strong>\d+</strong>", page);
        Assert.DoesNotContain("filter=a-wrong", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_of_a_run_leaves_waiting_and_pauses_out()
    {
        var start = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        RunEvent At(int second, string state) => new() { RunId = "r", At = start.AddSeconds(second), State = state, Cause = "", Actor = "worker" };

        Assert.Equal(TimeSpan.FromSeconds(25), RunOutcomeReader.TimeOf(
            [At(0, RunState.Queued), At(100, RunState.Checking), At(105, RunState.Running), At(115, RunState.Paused), At(900, RunState.Running), At(910, RunState.Finished)]));
        Assert.Null(RunOutcomeReader.TimeOf([At(0, RunState.Queued), At(1, RunState.Finished)]));
    }

    private async Task<string> PageOfAsync(string model, bool publish)
    {
        using var client = site.CreateClient();
        var script = site.ScriptOf(client);
        var (runId, token) = await script.SubmitAsync(new
        {
            model,
            modelType = "Baseline",
            dataset = "starter",
            publish,
            backend = new { kind = "baseline", name = "overlap" },
        });
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await script.UntilAsync(runId, "finished");
        return await script.ReadAsync($"runs/{runId}{(publish ? null : $"?manage={token}")}");
    }
}
