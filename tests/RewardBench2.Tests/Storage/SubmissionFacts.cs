using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>Runs that were submitted together, on every database; one subclass each.</summary>
public abstract class SubmissionFacts : DatabaseFacts
{
    private SubmissionTable Submissions => new(Database, Runs, TimeProvider.System);

    [Fact]
    public async Task All_runs_are_made_or_none_and_read_in_their_order()
    {
        await ImportAsync();
        await CreateAsync("together", "second", "first");
        Assert.Equal(["second", "first"], (await Submissions.ReadRunsAsync("together", Cancellation)).Select(run => run.RunId));

        // The id of the last is taken.
        await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync("again", "third", "first"));
        Assert.Null(await Runs.FindAsync("third", Cancellation));
        Assert.Empty(await Submissions.ReadRunsAsync("again", Cancellation));
    }

    [Fact]
    public async Task The_check_of_one_stops_those_that_wait_for_it_and_no_others()
    {
        await ImportAsync();
        await CreateAsync("together", "checked", "waits", "cancelled");
        await CreateAsync("apart", "other");
        await Runs.ChangeStateAsync("cancelled", RunTransitions.Cancel, "No more of it", "Cancelled", RunParty.Owner, Cancellation);

        Assert.Equal(["waits"], await Submissions.StopWaitingAsync("together", "checked", RunTransitions.Fail, "It ranks backwards.", Cancellation));

        var stopped = (await Runs.FindAsync("waits", Cancellation))!;
        Assert.Equal((RunState.Failed, "It ranks backwards."), (stopped.State, stopped.Reason));
        Assert.NotNull(stopped.FinishedAt);
        Assert.Null(stopped.Secret);
        Assert.Equal(RunState.Queued, (await Runs.FindAsync("checked", Cancellation))!.State);
        Assert.Equal("No more of it", (await Runs.FindAsync("cancelled", Cancellation))!.Reason);
        Assert.Equal(RunState.Queued, (await Runs.FindAsync("other", Cancellation))!.State);
    }

    [Fact]
    public async Task A_pause_keeps_the_key()
    {
        await ImportAsync();
        await CreateAsync("together", "checked", "waits");
        await Submissions.StopWaitingAsync("together", "checked", RunTransitions.Suspend, "Checked only, as asked.", Cancellation);

        var paused = (await Runs.FindAsync("waits", Cancellation))!;
        Assert.Equal((RunState.Paused, "sealed"), (paused.State, paused.Secret));
        Assert.Null(paused.FinishedAt);
    }

    private async Task CreateAsync(string submission, params string[] runs)
    {
        var dataset = (await Datasets.FindAsync("small", Cancellation))!.DatasetId;
        await Submissions.CreateAsync(
            [.. runs.Select((run, index) => new NewRun
            {
                RunId = run,
                Model = "acme/rm",
                ModelType = ModelType.SequenceClassifier,
                DatasetId = dataset,
                Provenance = Provenance.Run,
                BackendKind = "endpoint",
                Request = "{}",
                Secret = "sealed",
                ManageTokenHash = "token of all",
                Submission = submission,
                SubmissionOrder = index,
                Visibility = RunVisibility.Public,
                PromptsTotal = 1,
                CreatedAt = DateTimeOffset.UtcNow,
            })],
            Cancellation);
    }
}

public sealed class SqliteSubmissionTests : SubmissionFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresSubmissionTests(PostgresServer server) : SubmissionFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
