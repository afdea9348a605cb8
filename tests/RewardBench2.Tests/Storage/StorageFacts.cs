using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>What holds on every database; one subclass each.</summary>
public abstract class StorageFacts : IAsyncLifetime
{
    private TestDatabase _test = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Database Database => _test.Database;

    private protected DatasetTable Datasets => new(Database);

    private protected RunTable Runs => new(Database, TimeProvider.System);

    private protected RunLeases Leases => new(Database, Runs);

    private protected PromptScoreTable Scores => new(Database, Runs);

    private protected abstract Task<TestDatabase> OpenAsync();

    public async ValueTask InitializeAsync() => _test = await OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await ImportAsync();
        await Database.MigrateAsync(Cancellation);
        Assert.Single(await Datasets.ReadAllAsync(Cancellation));
    }

    [Fact]
    public async Task A_dataset_comes_back_as_it_went_in()
    {
        var prompts = Prompts(count: 450);
        await ImportAsync(prompts);

        var dataset = await Datasets.FindAsync("small", Cancellation);
        Assert.Equal(450, dataset!.PromptCount);
        var table = new PromptTable(Database);
        var rows = await table.ReadAllAsync(dataset.DatasetId, Cancellation);
        Assert.Equivalent(prompts, await table.ReadWholeAsync(rows, Cancellation), strict: true);
    }

    // Half a character cannot stand in an attribute.
    [Fact]
    public async Task What_is_no_text_is_stored_as_the_replacement_character()
    {
        const string written = "a\0b \ude00\ud83d\ude00 gr\u00fcn \ud83d";
        const string read = "a\uFFFDb \uFFFD\U0001F600 gr\u00fcn \uFFFD";
        await ImportAsync([new Prompt("p0", "Math", written, [new Completion(written, IsChosen: true), new Completion("no", IsChosen: false)])]);
        var dataset = (await Datasets.FindAsync("small", Cancellation))!;
        var prompts = new PromptTable(Database);
        var rows = await prompts.ReadAllAsync(dataset.DatasetId, Cancellation);
        var prompt = Assert.Single(await prompts.ReadWholeAsync(rows, Cancellation));
        Assert.Equal((read, read), (prompt.Text, prompt.Completions[0].Text));

        // A single value goes another way than many rows.
        await new FlagTable(Database, TimeProvider.System).AddAsync(new NewFlag(rows[0].PromptId, "other", written, "visitor"), mostPerHour: 5, Cancellation);
        Assert.Equal(read, Assert.Single(await new FlagTable(Database, TimeProvider.System).ReadAsync("small", state: null, Cancellation)).Comment);
        Assert.Null(await Datasets.FindAsync(written, Cancellation));
    }

    [Fact]
    public async Task The_same_dataset_twice_changes_nothing()
    {
        Assert.True(await ImportAsync());
        var revision = await new Revision(Database).ReadAsync(Cancellation);
        Assert.False(await ImportAsync());
        Assert.Equal(revision, await new Revision(Database).ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_dataset_that_a_run_stands_on_is_not_replaced_unless_told_so()
    {
        await ImportAsync();
        await NewRunAsync("r1", "endpoint");

        var refused = await Assert.ThrowsAsync<StorageException>(() => ImportAsync(Prompts(2), revision: "other"));
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await Runs.FindAsync("r1", Cancellation));

        Assert.True(await ImportAsync(Prompts(2), revision: "other", replaceRuns: true));
        Assert.Null(await Runs.FindAsync("r1", Cancellation));
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
    public async Task A_model_is_one_model_however_its_name_is_cased()
    {
        var published = new ReportedScoreTable(Database);
        await published.ImportAsync(
            new NewReportSource("rewardbench-2", "Two", null, "2025-12-22", "a"),
            [new PublishedRow("Org/Model", ModelType.Dpo, IsSweep: false, new Dictionary<string, double> { ["Math"] = 0.5 })],
            Cancellation);
        await published.ImportAsync(
            new NewReportSource("rewardbench-1", "One", null, null, "a"),
            [new PublishedRow("org/model", ModelType.Dpo, IsSweep: false, new Dictionary<string, double> { ["Chat"] = 0.75 })],
            Cancellation);

        var model = Assert.Single(await new ModelTable(Database).ReadAllAsync(Cancellation));
        Assert.Equal("Org/Model", model.Name);
        Assert.Equal([0.5, 0.75], (await published.ReadAsync(benchmark: null, model.ModelId, Cancellation)).Select(score => score.Score));
    }

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
    public async Task Only_finished_public_runs_reach_the_leaderboard_the_newest_of_a_model()
    {
        await ImportAsync();
        foreach (var (run, publication) in new[] { ("old", "public"), ("new", "public"), ("hidden", "private") })
        {
            await NewRunAsync(run, publication: publication);
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

    private async Task<RunLease> ClaimAsync(string worker)
    {
        var waiting = Assert.Single(await Leases.ReadWaitingAsync(Cancellation));
        return (await Leases.ClaimAsync(waiting, worker, Cancellation))!;
    }

    private async Task<IReadOnlyList<PromptRow>> ImportAndReadAsync()
    {
        await ImportAsync();
        var dataset = await Datasets.FindAsync("small", Cancellation);
        return await new PromptTable(Database).ReadAllAsync(dataset!.DatasetId, Cancellation);
    }

    private Task<bool> ImportAsync(IReadOnlyList<Prompt>? prompts = null, string revision = "one", bool replaceRuns = false) =>
        Datasets.ImportAsync(
            new NewDataset("small", "A small set", "benchmark", revision, "a test", null, DateTimeOffset.UtcNow),
            prompts ?? Prompts(3),
            replaceRuns,
            Cancellation);

    private async Task NewRunAsync(string runId, string backend = "baseline", string publication = "public")
    {
        var dataset = await Datasets.FindAsync("small", Cancellation);
        await Runs.CreateAsync(
            new NewRun
            {
                RunId = runId,
                Model = "org/name",
                ModelType = ModelType.Baseline,
                DatasetId = dataset!.DatasetId,
                Provenance = Provenance.Run,
                BackendKind = backend,
                Request = "{}",
                Publication = publication,
                ManageTokenHash = "hash",
                PromptsTotal = dataset.PromptCount,
                CreatedAt = DateTimeOffset.UtcNow,
            },
            Cancellation);
    }

    private static List<Prompt> Prompts(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new Prompt(
            $"p{number}",
            "Math",
            $"What is {number} + 1? <b>Ünïcödé</b> 🙂",
            [new Completion($"{number + 1}", IsChosen: true, "author"), new Completion("no", IsChosen: false), new Completion("0", IsChosen: false), new Completion("?", IsChosen: false)],
            number % 2 == 0 ? """{"label":"x"}""" : null))];
}

public sealed class SqliteStorageTests : StorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresStorageTests(PostgresServer server) : StorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
