using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>Definitions and what is kept of their prompts, on every database; one subclass each.</summary>
public abstract class BenchmarkStorageFacts : DatabaseFacts
{
    private static readonly BenchmarkDefinition Ours = DefinitionFile.Read(MadeUpBenchmarks.OwnDefinition);

    private BenchmarkTable Benchmarks => new(Database, TimeProvider.System);

    [Fact]
    public async Task A_definition_is_kept_once_and_read_back()
    {
        Assert.True(await Benchmarks.AddAsync(Ours, Cancellation));
        Assert.False(await Benchmarks.AddAsync(Ours, Cancellation));

        var all = await Benchmarks.ReadAllAsync(Cancellation);
        Assert.Equal([.. BenchmarkCatalog.All.Select(benchmark => benchmark.Name), "house-rules"], all.Select(benchmark => benchmark.Name));
        Assert.Equal(DefinitionFile.Write(Ours), DefinitionFile.Write(all[^1]));
    }

    [Fact]
    public async Task Two_definitions_of_one_name_are_refused()
    {
        await Benchmarks.AddAsync(Ours, Cancellation);
        var other = DefinitionFile.Read(MadeUpBenchmarks.OwnDefinition.Replace("House rules", "Other rules", StringComparison.Ordinal));
        var stolen = DefinitionFile.Read(MadeUpBenchmarks.OwnDefinition.Replace("house-rules", "rm-bench", StringComparison.Ordinal));

        Assert.Contains("was brought in before", (await Assert.ThrowsAsync<StorageException>(() => Benchmarks.AddAsync(other, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("comes with the project", (await Assert.ThrowsAsync<StorageException>(() => Benchmarks.AddAsync(stolen, Cancellation))).Message, StringComparison.Ordinal);
        Assert.False(await Benchmarks.AddAsync(BenchmarkCatalog.RewardBench2, Cancellation));
    }

    [Fact]
    public async Task A_dataset_knows_its_benchmark_and_its_prompts_their_conversations_and_clusters()
    {
        await Benchmarks.AddAsync(Ours, Cancellation);
        var prompt = new Prompt("p1", "Tone", "And now?", [new Completion("a", IsChosen: true), new Completion("b", IsChosen: false)])
        {
            EarlierTurns = [new Turn("system", "Be brief. 🙂"), Turn.User("Hello"), Turn.Assistant("Hello")],
            Cluster = "one",
        };
        await Datasets.ImportAsync(
            new NewDataset("ours", "Ours", StoredDatasetKind.Benchmark, "r1", "a test", null, DateTimeOffset.UtcNow) { Benchmark = Ours }, [prompt], replaceRuns: false, Cancellation);

        var dataset = await Datasets.FindAsync("ours", Cancellation);
        Assert.Equal(DefinitionFile.Write(Ours), DefinitionFile.Write(dataset!.Benchmark!));
        var found = (await new PromptTable(Database).FindAsync(dataset.DatasetId, "p1", Cancellation))!.Value;
        Assert.Equal(prompt.EarlierTurns, found.Prompt.EarlierTurns);
        Assert.Equal(("one", "one"), (found.Prompt.Cluster, found.Row.Cluster));
        var refused = await Assert.ThrowsAsync<StorageException>(() => Benchmarks.DeleteAsync("house-rules", Cancellation));
        Assert.Contains("1 datasets stand on", refused.Message, StringComparison.Ordinal);

        await Datasets.DeleteAsync("ours", Cancellation);
        Assert.True(await Benchmarks.DeleteAsync("house-rules", Cancellation));
        Assert.False(await Benchmarks.DeleteAsync("house-rules", Cancellation));
        await Assert.ThrowsAsync<StorageException>(() => Benchmarks.DeleteAsync("rewardbench-2", Cancellation));
    }

    [Fact]
    public async Task A_run_knows_what_it_is_scored_on()
    {
        await ImportAsync();
        await NewRunAsync("r1");

        Assert.Equal(BenchmarkCatalog.RewardBench2, (await Runs.FindAsync("r1", Cancellation))!.Benchmark);
    }
}

public sealed class SqliteBenchmarkStorageTests : BenchmarkStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresBenchmarkStorageTests(PostgresServer server) : BenchmarkStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
