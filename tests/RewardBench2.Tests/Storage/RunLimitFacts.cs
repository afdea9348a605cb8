using Dapper;
using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>What keeps runs from doing harm by their number, their length or their end, on every database; one subclass each.</summary>
public abstract class RunLimitFacts : IAsyncLifetime
{
    private TestDatabase _test = null!;
    private DatasetRow _dataset = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunTable Runs => new(_test.Database, TimeProvider.System);

    private RunLeases Leases => new(_test.Database, Runs);

    private protected abstract Task<TestDatabase> OpenAsync();

    public async ValueTask InitializeAsync()
    {
        _test = await OpenAsync();
        var datasets = new DatasetTable(_test.Database);
        await datasets.ImportAsync(
            new NewDataset("small", "A small set", "benchmark", "one", "a test", null, DateTimeOffset.UtcNow),
            [new Prompt("p", "Math", "1 + 1?", [new Completion("2", IsChosen: true), new Completion("3", IsChosen: false)])],
            replaceRuns: false,
            Cancellation);
        _dataset = (await datasets.FindAsync("small", Cancellation))!;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_worker_that_dies_over_a_run_is_counted_until_the_run_has_a_new_score()
    {
        await NewAsync("r1");
        Assert.Equal(0, (await ClaimAsync("first")).Deaths);
        await Leases.ReleaseAllAsync(Cancellation); // the process died and started again
        Assert.Equal(1, (await ClaimAsync("second")).Deaths);
        var taken = await ClaimAsync("third"); // taken over from one that is silent
        Assert.Equal(2, taken.Deaths);

        await Leases.ReleaseAsync(taken, Cancellation); // the round is over
        var again = await ClaimAsync("third");
        Assert.Equal(2, again.Deaths);

        var prompt = Assert.Single(await new PromptTable(_test.Database).ReadAllAsync(_dataset.DatasetId, Cancellation));
        await new PromptScoreTable(_test.Database, Runs).StoreAsync(again, [new NewPromptScore(prompt.PromptId, [1, 0], 1)], Cancellation);
        Assert.Equal(0, Assert.Single(await Leases.ReadWaitingAsync(Cancellation)).Deaths);
    }

    [Fact]
    public async Task Runs_that_failed_or_were_cancelled_long_ago_are_deleted_and_no_others()
    {
        await NewAsync("old failed");
        await NewAsync("old cancelled");
        await NewAsync("new cancelled");
        await NewAsync("waiting");
        var lease = await ClaimAsync("w", "old failed");
        await Leases.ChangeStateAsync(lease, RunTransitions.Fail, "no", "no", DateTimeOffset.UtcNow, Cancellation);
        await Runs.ChangeStateAsync("old cancelled", RunTransitions.Cancel, "no", "no", RunParty.Owner, Cancellation);
        await Runs.ChangeStateAsync("new cancelled", RunTransitions.Cancel, "no", "no", RunParty.Owner, Cancellation);
        await using (var connection = await _test.Database.OpenAsync(Cancellation))
        {
            await connection.ExecuteAsync(
                "UPDATE run SET finished_at = @at WHERE run_id LIKE 'old%'", new { at = DateTimeOffset.UtcNow.AddDays(-31) });
        }

        Assert.Equal(1, await Runs.PruneAsync(DateTimeOffset.UtcNow.AddDays(-30), take: 1, Cancellation));
        Assert.Equal(1, await Runs.PruneAsync(DateTimeOffset.UtcNow.AddDays(-30), take: 100, Cancellation));
        Assert.Equal(
            ["new cancelled", "waiting"],
            (await Runs.ReadAsync(state: null, take: 10, Cancellation)).Select(run => run.RunId).Order());
    }

    [Fact]
    public async Task All_submissions_of_a_visitor_count_whatever_became_of_them()
    {
        await NewAsync("r1", "me");
        await NewAsync("r2", "me");
        await NewAsync("r3", "you");
        await Runs.ChangeStateAsync("r1", RunTransitions.Cancel, "no", "no", RunParty.Owner, Cancellation);

        Assert.Equal(2, await Runs.CountOfVisitorAsync("me", DateTimeOffset.UtcNow.AddDays(-1), Cancellation));
        Assert.Equal(0, await Runs.CountOfVisitorAsync("me", DateTimeOffset.UtcNow.AddDays(1), Cancellation));
    }

    [Fact]
    public async Task A_models_page_reads_a_few_runs_finished_ones_first_and_says_how_many_are_hidden()
    {
        await NewAsync("r1");
        await NewAsync("r2");
        await NewAsync("r3");
        await NewAsync("hidden", visibility: RunVisibility.Private);
        await using (var connection = await _test.Database.OpenAsync(Cancellation))
        {
            await connection.ExecuteAsync("UPDATE run SET state = 'finished', created_at = @at WHERE run_id = 'r1'", new { at = DateTimeOffset.UtcNow.AddDays(-9) });
        }

        var (shown, hidden) = await Runs.ReadOfModelAsync((await Runs.FindAsync("r1", Cancellation))!.ModelId, take: 2, Cancellation);

        Assert.Equal((2, 1), (shown.Count, hidden));
        Assert.Contains("r1", shown.Select(run => run.RunId));
    }

    private async Task<RunLease> ClaimAsync(string worker, string runId = "r1") =>
        (await Leases.ClaimAsync((await Leases.ReadWaitingAsync(Cancellation)).Single(run => run.RunId == runId), worker, Cancellation))!;

    private Task NewAsync(string runId, string? visitor = null, string visibility = RunVisibility.Public) => Runs.CreateAsync(
        new NewRun
        {
            RunId = runId,
            Model = "org/name",
            ModelType = ModelType.Baseline,
            DatasetId = _dataset.DatasetId,
            Provenance = Provenance.Run,
            BackendKind = "baseline",
            Request = "{}",
            Visibility = visibility,
            ManageTokenHash = "hash",
            Visitor = visitor,
            PromptsTotal = 1,
            CreatedAt = DateTimeOffset.UtcNow,
        },
        Cancellation);
}

public sealed class SqliteRunLimitTests : RunLimitFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresRunLimitTests(PostgresServer server) : RunLimitFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
