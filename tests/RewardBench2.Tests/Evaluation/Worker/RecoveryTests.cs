using RewardBench2.Tests.Storage;
using RewardBench2.Tests.Web.Commands;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>Real processes, killed, stopped and put to sleep: nothing is lost, and nothing is counted twice.</summary>
public sealed class RecoveryTests(PostgresServer postgres) : IDisposable
{
    private readonly SiteProgram _program = new();
    private readonly SiteProgram _other = new();

    public void Dispose()
    {
        _program.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_ends_as_one_that_was_left_alone()
    {
        const int kills = 5;
        await using var server = await CountingRewardServer.StartAsync();
        string runId;
        double alone;
        using (var site = new RunningSite(_program))
        {
            var script = await site.ScriptAsync();
            (runId, _) = await script.SubmitAsync(server.Submission("acme/alone"));
            alone = (await script.UntilAsync(runId, "finished")).GetProperty("average").GetDouble();
            Assert.Equal(0, server.AskedAgain);
        }

        var once = server.Asked;
        runId = "";
        for (var kill = 1; kill <= kills; kill++)
        {
            using var site = new RunningSite(_program);
            var script = await site.ScriptAsync();
            runId = runId.Length > 0 ? runId : (await script.SubmitAsync(server.Submission("acme/killed"))).RunId;
            await script.UntilScoredAsync(runId, kill * 25);
            site.Kill();
        }

        using var last = new RunningSite(_program);
        var run = await (await last.ScriptAsync()).UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        Assert.Equal(alone, run.GetProperty("average").GetDouble());

        // The second run asks for everything the first one asked for; beyond that, only for what was in flight at each kill.
        Assert.InRange(server.Asked - (2 * once), 0, kills * CountingRewardServer.InFlight);
    }

    [Fact]
    public async Task Another_process_on_the_same_database_takes_a_dead_workers_run_over()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 200);
        var settings = await SharedDatabaseAsync();
        using var first = new RunningSite(_program, settings);
        var (runId, _) = await (await first.ScriptAsync()).SubmitAsync(server.Submission("acme/taken"));
        await server.Holds;
        first.Kill();
        server.Release();

        using var second = new RunningSite(_other, settings);
        var run = await (await second.ScriptAsync()).UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        Assert.InRange(server.AskedAgain, 0, CountingRewardServer.InFlight);
    }

    [Fact]
    public async Task A_worker_that_only_seemed_dead_writes_no_more_when_it_wakes()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 200);
        var settings = await SharedDatabaseAsync();
        using var sleeper = new RunningSite(_program, settings);
        var (runId, _) = await (await sleeper.ScriptAsync()).SubmitAsync(server.Submission("acme/asleep"));
        await server.Holds;
        await sleeper.SignalAsync("STOP");

        // Its answers arrive while it sleeps; by the time it reads them, the run is no longer its own.
        server.Release();
        using var second = new RunningSite(_other, settings);
        var script = await second.ScriptAsync();
        await script.UntilAsync(runId, "finished");
        await sleeper.SignalAsync("CONT");
        await sleeper.UntilSaidAsync($"Run {runId} was cancelled, paused or taken over");

        var stored = await script.ListedAsync(runId);
        Assert.Equal("finished", stored.GetProperty("state").GetString());
        Assert.Equal((180, 0), (stored.GetProperty("promptsScored").GetInt32(), stored.GetProperty("promptsFailed").GetInt32()));
    }

    [Fact]
    public async Task A_stop_ends_requests_under_way_and_the_next_start_goes_on()
    {
        await using var server = await CountingRewardServer.StartAsync(holdAfter: 200);
        string runId;
        using (var site = new RunningSite(_program))
        {
            (runId, _) = await (await site.ScriptAsync()).SubmitAsync(server.Submission("acme/stopped"));
            await server.Holds;
            await site.SignalAsync("TERM");
            Assert.Equal(0, await site.EndAsync());
        }

        server.Release();
        using var again = new RunningSite(_program);
        var run = await (await again.ScriptAsync()).UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        Assert.InRange(server.AskedAgain, 0, CountingRewardServer.Concurrency);
    }

    private async Task<string[]> SharedDatabaseAsync() =>
        ["--ConnectionStrings:RewardBench", await postgres.NewDatabaseAsync(), "--Evaluation:TakeOverAfter", "00:00:02"];
}
