using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>Whose a model's name is, on every database; one subclass each.</summary>
public abstract class ModelNameFacts : DatabaseFacts
{
    private ModelNameTable Names => new(Database);

    [Fact]
    public async Task The_earliest_public_run_that_has_not_ended_without_scores_has_the_name()
    {
        await ImportAsync();
        Assert.Null(await Names.FindAsync("acme/rm", Cancellation));

        await SubmitAsync("private", minute: 0, visibility: RunVisibility.Private);
        await SubmitAsync("cancelled", minute: 1);
        await Runs.ChangeStateAsync("cancelled", RunTransitions.Cancel, "No answer", "Cancelled", RunParty.Owner, Cancellation);
        await SubmitAsync("second", minute: 3);
        await SubmitAsync("first", minute: 2);

        var claim = await Names.FindAsync("ACME/rm", Cancellation);
        Assert.Equal(("first", "token of first", false), (claim!.RunId, claim.Account, claim.IsPublished));
    }

    [Fact]
    public async Task A_run_comes_under_the_account_of_the_token_it_was_submitted_with()
    {
        await ImportAsync();
        await SubmitAsync("first", minute: 0);
        await SubmitAsync("second", minute: 1, account: await Names.FindAccountAsync("acme/rm", "token of first", Cancellation));
        await SubmitAsync("third", minute: 2, account: await Names.FindAccountAsync("acme/rm", "token of second", Cancellation));

        Assert.Equal("token of first", await Names.FindAccountOfRunAsync("third", Cancellation));
        Assert.Null(await Names.FindAccountAsync("acme/other", "token of first", Cancellation));
        Assert.Null(await Names.FindAccountAsync("acme/rm", "nobody's", Cancellation));
    }

    [Fact]
    public async Task An_admins_approval_verifies_a_run_and_its_withdrawal_ends_that()
    {
        await ImportAsync();
        await SubmitAsync("one", minute: 0, visibility: RunVisibility.Requested);
        var table = new RunVisibilityTable(Database, Runs);
        Assert.False((await Runs.FindAsync("one", Cancellation))!.IsVerified);

        Assert.True(await table.MoveAsync((await Runs.FindAsync("one", Cancellation))!, RunVisibility.Public, "Approved", RunParty.Admin, Cancellation));
        Assert.True((await Runs.FindAsync("one", Cancellation))!.IsVerified);

        Assert.True(await table.MoveAsync((await Runs.FindAsync("one", Cancellation))!, RunVisibility.Withdrawn, "Withdrawn", RunParty.Owner, Cancellation));
        Assert.True(await table.MoveAsync((await Runs.FindAsync("one", Cancellation))!, RunVisibility.Public, "Published", RunParty.Owner, Cancellation));
        Assert.False((await Runs.FindAsync("one", Cancellation))!.IsVerified);
    }

    private async Task SubmitAsync(string runId, int minute, string visibility = RunVisibility.Public, string? account = null) => await Runs.CreateAsync(
        new NewRun
        {
            RunId = runId,
            Model = "acme/rm",
            ModelType = ModelType.SequenceClassifier,
            DatasetId = (await Datasets.FindAsync("small", Cancellation))!.DatasetId,
            Provenance = Provenance.Run,
            BackendKind = "endpoint",
            Request = "{}",
            Visibility = visibility,
            ManageTokenHash = $"token of {runId}",
            Account = account,
            PromptsTotal = 1,
            CreatedAt = new DateTimeOffset(2026, 11, 27, 12, minute, 0, TimeSpan.Zero),
        },
        Cancellation);
}

public sealed class SqliteModelNameTests : ModelNameFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresModelNameTests(PostgresServer server) : ModelNameFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
