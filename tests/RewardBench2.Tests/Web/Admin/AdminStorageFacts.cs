using Microsoft.Extensions.Options;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Outbound;
using RewardBench2.Tests.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Tests.Web.Admin;

/// <summary>What holds of the admin's tables on every database; one subclass each.</summary>
public abstract class AdminStorageFacts : IAsyncLifetime
{
    private readonly ManualTime _clock = new();
    private TestDatabase _test = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AdminPasswordTable Stored => new(_test.Database);

    private RunTable Runs => new(_test.Database, _clock);

    private protected abstract Task<TestDatabase> OpenAsync();

    public async ValueTask InitializeAsync() => _test = await OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_password_is_made_up_once_and_only_its_hash_is_kept()
    {
        var madeUp = await Passwords().EnsureAsync(Cancellation);
        Assert.Equal(20, madeUp!.Length);
        Assert.Null(await Passwords().EnsureAsync(Cancellation));

        Assert.True(await Passwords().IsRightAsync(madeUp, Cancellation));
        Assert.False(await Passwords().IsRightAsync(madeUp + "x", Cancellation));
        Assert.False(await Passwords().IsRightAsync("", Cancellation));
        Assert.DoesNotContain(madeUp, (await Stored.ReadAsync(Cancellation))!.Hash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_password_is_used_and_no_longer_once_it_is_taken_out()
    {
        Assert.Null(await Passwords("first choice").EnsureAsync(Cancellation));
        Assert.True(await Passwords().IsRightAsync("first choice", Cancellation));

        await Passwords("second choice").EnsureAsync(Cancellation);
        Assert.False(await Passwords().IsRightAsync("first choice", Cancellation));

        var madeUp = await Passwords().EnsureAsync(Cancellation);
        Assert.NotNull(madeUp);
        Assert.False(await Passwords().IsRightAsync("second choice", Cancellation));
    }

    [Fact]
    public async Task The_same_configured_password_leaves_sessions_alone_and_another_ends_them()
    {
        await Passwords("first choice").EnsureAsync(Cancellation);
        var sessions = new AdminSessionTable(_test.Database, _clock);
        await sessions.AddAsync("hash", "admin", TimeSpan.FromHours(1), Cancellation);

        await Passwords("first choice").EnsureAsync(Cancellation);
        Assert.Equal("admin", await sessions.FindActorAsync("hash", Cancellation));

        await Passwords("second choice").EnsureAsync(Cancellation);
        Assert.Null(await sessions.FindActorAsync("hash", Cancellation));
    }

    [Fact]
    public async Task A_session_ends_by_itself_and_when_it_is_removed()
    {
        var sessions = new AdminSessionTable(_test.Database, _clock);
        await sessions.AddAsync("one", "admin", TimeSpan.FromHours(1), Cancellation);
        await sessions.AddAsync("two", "ada", TimeSpan.FromHours(3), Cancellation);
        await sessions.RemoveAsync("one", Cancellation);
        Assert.Null(await sessions.FindActorAsync("one", Cancellation));

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("ada", await sessions.FindActorAsync("two", Cancellation));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await sessions.FindActorAsync("two", Cancellation));
    }

    [Fact]
    public async Task The_log_is_read_in_parts_the_newest_first()
    {
        var log = new AdminLogTable(_test.Database, _clock);
        foreach (var number in Enumerable.Range(1, 5))
        {
            await log.AddAsync("admin", "approved a run", $"run {number}", detail: null, Cancellation);
        }

        Assert.Equal(["run 3", "run 2"], (await log.ReadAsync(skip: 2, take: 2, Cancellation)).Select(row => row.Subject));
    }

    [Fact]
    public async Task What_is_known_of_a_model_can_be_changed_and_the_board_is_read_anew()
    {
        await NewRunAsync(RunVisibility.Public);
        var models = new ModelTable(_test.Database);
        var revision = await new Revision(_test.Database).ReadAsync(Cancellation);

        Assert.True(await models.ChangeFactsAsync("ORG/Name", new StatedFacts("MIT", 8.5, "org/base", "https://example.org", IsOpen: true), Cancellation));
        Assert.False(await models.ChangeFactsAsync("nobody/nothing", new StatedFacts(null, null, null, null, null), Cancellation));

        var model = await models.FindAsync("org/name", Cancellation);
        Assert.Equal(("MIT", 8.5, "org/base", "https://example.org", true), (model!.Licence, model.BillionParameters, model.BaseModel, model.Link, model.IsOpen));
        Assert.NotEqual(revision, await new Revision(_test.Database).ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_dataset_goes_with_everything_that_stands_on_it()
    {
        await NewRunAsync(RunVisibility.Public);
        var datasets = new DatasetTable(_test.Database);
        var dataset = await datasets.FindAsync("small", Cancellation);
        var use = await datasets.ReadUseAsync(dataset!.DatasetId, Cancellation);
        Assert.Equal((1, 0, 0), (use.Runs, use.BaselineRuns, use.Flags));

        Assert.True(await datasets.DeleteAsync("small", Cancellation));
        Assert.False(await datasets.DeleteAsync("small", Cancellation));
        Assert.Null(await Runs.FindAsync("r1", Cancellation));
    }

    [Fact]
    public async Task Where_approval_is_required_an_admin_decides_and_the_owner_reads_why()
    {
        await NewRunAsync(RunVisibility.Private);
        var publishing = Publishing(requireApproval: true);

        Assert.Null(await publishing.MoveAsync("r1", publishing.PublishingBy("owner"), "owner", reason: null, Cancellation));
        Assert.Equal("r1", Assert.Single(await new RunVisibilityTable(_test.Database, Runs).ReadWaitingAsync(Cancellation)).RunId);
        Assert.Equal(RunPublishing.ReasonField, (await publishing.MoveAsync("r1", RunTransitions.Decline, "admin", " ", Cancellation))?.Field);
        Assert.Null(await publishing.MoveAsync("r1", RunTransitions.Decline, "admin", "The template is not the model's.", Cancellation));
        Assert.Null(await publishing.MoveAsync("r1", publishing.PublishingBy("owner"), "owner", reason: null, Cancellation));
        Assert.Null(await publishing.MoveAsync("r1", RunTransitions.Approve, "admin", reason: null, Cancellation));
        var again = await publishing.MoveAsync("r1", RunTransitions.Approve, "admin", reason: null, Cancellation);
        Assert.Contains("only one that is", again?.Detail, StringComparison.Ordinal);

        Assert.Equal(RunVisibility.Public, (await Runs.FindAsync("r1", Cancellation))!.Visibility);
        var events = await Runs.ReadEventsAsync("r1", Cancellation);
        Assert.Contains(events, change => change is { Actor: "admin", Cause: "Declined: The template is not the model's." });
    }

    [Fact]
    public async Task Without_approval_a_run_is_public_when_its_owner_asks_and_a_withdrawal_leaves_a_mark()
    {
        await NewRunAsync(RunVisibility.Private);
        var publishing = Publishing(requireApproval: false);

        Assert.Null(await publishing.MoveAsync("r1", publishing.PublishingBy("owner"), "owner", reason: null, Cancellation));
        Assert.Equal(RunVisibility.Public, (await Runs.FindAsync("r1", Cancellation))!.Visibility);
        Assert.Null(await publishing.MoveAsync("r1", RunTransitions.Withdraw, "owner", reason: null, Cancellation));
        Assert.Equal(RunVisibility.Withdrawn, (await Runs.FindAsync("r1", Cancellation))!.Visibility);
        Assert.Contains(await Runs.ReadEventsAsync("r1", Cancellation), change => change.Cause == "Withdrawn from the leaderboard");
    }

    [Fact]
    public async Task Only_a_finished_run_is_published_and_of_two_at_once_only_one_succeeds()
    {
        await NewRunAsync(RunVisibility.Private, RunState.Paused);
        var publishing = Publishing(requireApproval: false);
        var refused = await publishing.MoveAsync("r1", RunTransitions.Publish, "owner", reason: null, Cancellation);
        Assert.Equal("The run is paused; only a finished run can be published or withdrawn.", refused?.Detail);
        refused = await publishing.MoveAsync("r2", RunTransitions.Publish, "owner", reason: null, Cancellation);
        Assert.Equal("There is no such run.", refused?.Detail);

        var seen = (await Runs.FindAsync("r1", Cancellation))!;
        var table = new RunVisibilityTable(_test.Database, Runs);
        Assert.True(await table.MoveAsync(seen, RunVisibility.Public, "Published", "owner", Cancellation));
        Assert.False(await table.MoveAsync(seen, RunVisibility.Declined, "Declined", "admin", Cancellation));
    }

    private AdminPasswords Passwords(string? configured = null) =>
        new(Stored, Options.Create(new AdminOptions { Password = configured }), _clock);

    private RunPublishing Publishing(bool requireApproval) =>
        new(Runs, new RunVisibilityTable(_test.Database, Runs), new ModelNames(new ModelNameTable(_test.Database)), Options.Create(new SubmissionOptions { RequireApproval = requireApproval }));

    private async Task NewRunAsync(string visibility, string state = RunState.Finished)
    {
        var datasets = new DatasetTable(_test.Database);
        var prompt = new Prompt("p1", "Math", "1 + 1?", [new Completion("2", IsChosen: true), new Completion("3", IsChosen: false), new Completion("4", IsChosen: false), new Completion("5", IsChosen: false)]);
        await datasets.ImportAsync(new NewDataset("small", "A small set", StoredDatasetKind.Benchmark, "one", "a test", null, _clock.GetUtcNow()), [prompt], replaceRuns: false, Cancellation);
        await Runs.CreateAsync(
            new NewRun
            {
                RunId = "r1",
                Model = "org/name",
                ModelType = ModelType.SequenceClassifier,
                DatasetId = (await datasets.FindAsync("small", Cancellation))!.DatasetId,
                Provenance = Provenance.Run,
                BackendKind = "endpoint",
                Request = "{}",
                Visibility = visibility,
                ManageTokenHash = "hash",
                PromptsTotal = 1,
                CreatedAt = _clock.GetUtcNow(),
            },
            Cancellation);
        var transition = RunTransitions.All.Single(transition => transition.To == state && transition.By.Contains(RunParty.Worker));
        Assert.True(await Runs.ChangeStateAsync("r1", transition, reason: null, cause: "a test", actor: RunParty.Worker, Cancellation));
    }
}

public sealed class SqliteAdminTests : AdminStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresAdminTests(PostgresServer server) : AdminStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
