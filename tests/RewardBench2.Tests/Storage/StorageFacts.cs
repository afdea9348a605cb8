using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>What holds of datasets and models on every database; one subclass each.</summary>
public abstract class StorageFacts : DatabaseFacts
{
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
}

public sealed class SqliteStorageTests : StorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresStorageTests(PostgresServer server) : StorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
