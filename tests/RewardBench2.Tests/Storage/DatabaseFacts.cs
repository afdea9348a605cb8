using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>A database of either engine, with a small dataset and runs on it.</summary>
public abstract class DatabaseFacts : IAsyncLifetime
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

    private protected async Task<RunLease> ClaimAsync(string worker)
    {
        var waiting = Assert.Single(await Leases.ReadWaitingAsync(Cancellation));
        return (await Leases.ClaimAsync(waiting, worker, Cancellation))!;
    }

    private protected async Task<IReadOnlyList<PromptRow>> ImportAndReadAsync()
    {
        await ImportAsync();
        var dataset = await Datasets.FindAsync("small", Cancellation);
        return await new PromptTable(Database).ReadAllAsync(dataset!.DatasetId, Cancellation);
    }

    private protected Task<bool> ImportAsync(IReadOnlyList<Prompt>? prompts = null, string revision = "one", bool replaceRuns = false) =>
        Datasets.ImportAsync(
            new NewDataset("small", "A small set", StoredDatasetKind.Benchmark, revision, "a test", null, DateTimeOffset.UtcNow),
            prompts ?? Prompts(3),
            replaceRuns,
            Cancellation);

    private protected async Task NewRunAsync(string runId, string backend = "baseline", string visibility = "public")
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
                Visibility = visibility,
                ManageTokenHash = "hash",
                PromptsTotal = dataset.PromptCount,
                CreatedAt = DateTimeOffset.UtcNow,
            },
            Cancellation);
    }

    private protected static List<Prompt> Prompts(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new Prompt(
            $"p{number}",
            "Math",
            $"What is {number} + 1? <b>Ünïcödé</b> 🙂",
            [new Completion($"{number + 1}", IsChosen: true, "author"), new Completion("no", IsChosen: false), new Completion("0", IsChosen: false), new Completion("?", IsChosen: false)],
            number % 2 == 0 ? """{"label":"x"}""" : null))];
}
