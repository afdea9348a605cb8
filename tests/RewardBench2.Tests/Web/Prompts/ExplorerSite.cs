using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Storage;
using RewardBench2.Tests.Storage;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Tests.Web.Prompts;

/// <summary>A small dataset with three models on a database of its own.</summary>
public sealed class ExplorerSite : IAsyncDisposable
{
    private readonly TestDatabase _test;

    private ExplorerSite(TestDatabase test, ServiceProvider services) => (_test, Services) = (test, services);

    public ServiceProvider Services { get; }

    public static async Task<ExplorerSite> OpenAsync()
    {
        var test = await TestDatabase.SqliteAsync();
        var site = new ExplorerSite(test, new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(test.ConnectionString).AddPrompts().BuildServiceProvider());
        await site.Services.GetRequiredService<DatasetTable>().ImportAsync(
            new NewDataset("small", "A small set", StoredDatasetKind.Benchmark, "one", "a test", null, DateTimeOffset.UtcNow),
            [
                Prompt("easy", "Math", generators: ["g1", "g2", "g2", "g3"]),
                Prompt("hard", "Math"),
                Prompt("disputed", "Precise IF", """{"instruction_id_list":["format:x"]}"""),
                Prompt("strange", "Safety", """{"category":"c"}"""),
                Prompt("unread", "Focus"),
                Prompt("ref:1", "Ties"),
                Prompt("tied:1", "Ties", chosen: 2),
            ],
            replaceRuns: false,
            TestContext.Current.CancellationToken);
        await site.RunAsync("org/good", ModelType.SequenceClassifier, [[9, 1, 2, 3], [1, 2, 0, 0], [5, 1, 1, 1], [0, 1, 0, 0], [], [4, 1, 1, 1], [4, 3, 1, 1]]);
        await site.RunAsync("org/fair", ModelType.SequenceClassifier, [[5, 1, 2, 3], [1, 2, 0, 0], [1, 5, 1, 1], [0, 1, 0, 0], [], [4, 1, 1, 1], [4, 1, 2, 1]]);
        await site.RunAsync("org/weak", ModelType.SequenceClassifier, [[5, 1, 2, 3], [1, 2, 0, 0], [1, 1, 0, 0], [4, 1, 0, 0], [], [0, 1, 1, 1], [0, 3, 1, 1]]);
        await site.RunAsync("baseline/constant", ModelType.Baseline, [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _test.DisposeAsync();
    }

    /// <summary>Ids of the prompts that an address finds, in its order.</summary>
    public async Task<PromptsFound> FindAsync(string address)
    {
        var (query, problems) = PromptQuery.Parse(PromptQueryText.Parse(address), "small");
        Assert.Empty(problems);
        return (await Services.GetRequiredService<PromptFinder>().FindAsync(query, TestContext.Current.CancellationToken))!;
    }

    public async Task RunAsync(string model, string type, double[][] rewards)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var dataset = await Services.GetRequiredService<DatasetTable>().FindAsync("small", cancellation);
        var prompts = await Services.GetRequiredService<PromptTable>().ReadAllAsync(dataset!.DatasetId, cancellation);
        await Services.GetRequiredService<RunTable>().CreateAsync(
            new NewRun
            {
                RunId = model.Replace('/', '-'),
                Model = model,
                ModelType = type,
                DatasetId = dataset.DatasetId,
                Provenance = Provenance.Uploaded,
                BackendKind = "upload",
                Request = "{}",
                Visibility = RunVisibility.Public,
                ManageTokenHash = "none",
                PromptsTotal = prompts.Count,
                CreatedAt = DateTimeOffset.UtcNow,
            },
            cancellation);
        var leases = Services.GetRequiredService<RunLeases>();
        var lease = (await leases.ClaimAsync(Assert.Single(await leases.ReadWaitingAsync(cancellation)), "test", cancellation))!;
        var scores = Services.GetRequiredService<PromptScoreTable>();
        await scores.StoreAsync(
            lease,
            [.. prompts.Zip(rewards, (prompt, ofPrompt) => new NewPromptScore(
                prompt.PromptId,
                ofPrompt,
                prompt.Subset == "Ties" || ofPrompt.Length == 0 ? null : BestOfK.Four.ResultOf(ofPrompt, chosen: 1),
                ofPrompt.Length == 0 ? "No verdict was found." : null))],
            cancellation);
        await scores.FinishAsync(lease, new RunResult([], null, null, null, "done"), DateTimeOffset.UtcNow, cancellation);
    }

    private static Prompt Prompt(string id, string subset, string? metadata = null, int chosen = 1, string?[]? generators = null) => new(
        id,
        subset,
        $"A question called {id}",
        [.. Enumerable.Range(0, 4).Select(at => new Completion($"answer {at}", at < chosen, generators?[at]))],
        metadata);
}
