using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>What holds of runs, their leases and their scores on every database; one subclass each.</summary>
public abstract class RunStorageFacts : DatabaseFacts
{
    [Fact]
    public async Task A_waiting_run_is_claimed_by_one_worker_only()
    {
        await ImportAsync();
        await NewRunAsync("r1");
        var seen = Assert.Single(await Leases.ReadWaitingAsync(Cancellation));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Leases.ClaimAsync(seen, $"worker {worker}", Cancellation)));
        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task A_worker_that_only_seemed_dead_can_no_longer_write()
    {
        var rows = await ImportAndReadAsync();
        await NewRunAsync("r1");
        var first = await ClaimAsync("first");
        var second = await Leases.ClaimAsync(Assert.Single(await Leases.ReadWaitingAsync(Cancellation)), "second", Cancellation);

        await Assert.ThrowsAsync<LeaseLostException>(() => Scores.StoreAsync(first, [new NewPromptScore(rows[0].PromptId, [1, 0, 0, 0], 1)], Cancellation));
        Assert.False(await Leases.BeatAsync(first, Cancellation));
        Assert.Empty(await Scores.ReadOfRunAsync("r1", Cancellation));

        await Scores.StoreAsync(second!, [new NewPromptScore(rows[0].PromptId, [1, 0, 0, 0], 1)], Cancellation);
        Assert.Single(await Scores.ReadOfRunAsync("r1", Cancellation));
    }

    [Fact]
    public async Task Cancelling_takes_the_run_from_its_worker_and_stands_in_the_timeline()
    {
        await ImportAsync();
        await NewRunAsync("r1");
        var lease = await ClaimAsync("w");

        Assert.True(await Runs.ChangeStateAsync("r1", RunTransitions.Cancel, "Cancelled by owner", "Cancelled by owner", "owner", Cancellation));
        Assert.False(await Leases.BeatAsync(lease, Cancellation));
        Assert.False(await Runs.ChangeStateAsync("r1", RunTransitions.Cancel, null, "again", "owner", Cancellation));
        Assert.Equal(["queued", "cancelled"], (await Runs.ReadEventsAsync("r1", Cancellation)).Select(change => change.State));
    }

    [Fact]
    public async Task Scores_that_come_twice_count_once()
    {
        var rows = await ImportAndReadAsync();
        await NewRunAsync("r1");
        var lease = await ClaimAsync("w");
        await Scores.StoreAsync(lease, [new NewPromptScore(rows[0].PromptId, [1, 2], 0)], Cancellation);
        await Scores.StoreAsync(lease, [new NewPromptScore(rows[0].PromptId, [9, 9], 1), new NewPromptScore(rows[1].PromptId, [3, 4], 1)], Cancellation);

        var stored = await Scores.ReadOfRunAsync("r1", Cancellation);
        Assert.Equal([[1.0, 2], [3, 4]], stored.Select(score => score.Rewards));
        Assert.Equal(2, (await Runs.FindAsync("r1", Cancellation))!.PromptsScored);
    }

    [Fact]
    public async Task Rewards_come_back_to_the_last_bit()
    {
        var rows = await ImportAndReadAsync();
        await NewRunAsync("r1");
        double[] rewards = [Math.PI, -0.0, double.Epsilon, double.MaxValue];
        await Scores.StoreAsync(await ClaimAsync("w"), [new NewPromptScore(rows[0].PromptId, rewards, 0)], Cancellation);

        var stored = Assert.Single(await Scores.ReadOfRunAsync("r1", Cancellation));
        Assert.Equal(rewards.Select(BitConverter.DoubleToInt64Bits), stored.Rewards.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task Only_finished_public_runs_reach_the_leaderboard_the_newest_of_a_model()
    {
        await ImportAsync();
        foreach (var (run, visibility) in new[] { ("old", "public"), ("new", "public"), ("hidden", "private") })
        {
            await NewRunAsync(run, visibility: visibility);
            var lease = await ClaimAsync("w");
            await Scores.FinishAsync(lease, new RunResult([new SubsetScore("Math", 0.5, 0.4, 0.6, 1)], null, null, null, "done"), DateTimeOffset.UtcNow, Cancellation);
        }

        var row = Assert.Single(await new LeaderboardTable(Database).ReadRunsAsync("small", Cancellation));
        Assert.Equal("new", row.RunId);
        Assert.Equal(3, row.RunsMade);
        Assert.Equal(0.5, Assert.Single(row.Scores).Score);
    }

    [Fact]
    public async Task A_judges_answers_are_counted_by_subset_and_outcome_and_its_rankings_kept_in_the_order_asked()
    {
        var rows = await ImportAndReadAsync();
        await NewRunAsync("r1");
        await Scores.StoreAsync(
            await ClaimAsync("w"),
            [
                new NewPromptScore(rows[1].PromptId, [0, 0, 0, 0], 0.25) { Judgements = [Said("unparsed", order: "1,0,2,3")] },
                new NewPromptScore(rows[0].PromptId, [1, 0, 0, 0], 1) { Judgements = [Said("parsed", "A", "0,1,2,3"), Said("parsed", "D", "3,2,1,0")] },
                new NewPromptScore(rows[2].PromptId, [7, -1, 1, 1], 1) { Judgements = [Said("parsed", "7", position: 0), Said("truncated", position: 1)] },
            ],
            Cancellation);
        var judgements = new JudgementTable(Database);

        Assert.Equal(
            [("Math", "parsed", 3), ("Math", "truncated", 1), ("Math", "unparsed", 1)],
            (await judgements.CountOutcomesAsync("r1", Cancellation)).Select(count => (count.Subset, count.Outcome, count.Count)).Order());
        Assert.Equal(
            [(rows[0].PromptId, "0,1,2,3", "A"), (rows[0].PromptId, "3,2,1,0", "D"), (rows[1].PromptId, "1,0,2,3", null)],
            (await judgements.ReadRankingsAsync("r1", Cancellation)).Select(ranking => (ranking.PromptId, ranking.ShownOrder, ranking.Verdict)));
        Assert.Empty(await judgements.CountOutcomesAsync("none", Cancellation));

        static JudgementRow Said(string outcome, string? verdict = null, string? order = null, int? position = null) =>
            new() { Request = "[]", Text = "said", Outcome = outcome, Verdict = verdict, ShownOrder = order, CompletionPosition = position };
    }
}

public sealed class SqliteRunStorageTests : RunStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresRunStorageTests(PostgresServer server) : RunStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
