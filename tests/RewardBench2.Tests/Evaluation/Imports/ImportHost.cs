using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;
using RewardBench2.Tests.Storage;

namespace RewardBench2.Tests.Evaluation.Imports;

/// <summary>Imports on a database of their own that holds a small official dataset, with a folder for files.</summary>
internal sealed class ImportHost : IAsyncDisposable
{
    private readonly TestDatabase _test;
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rewardbench2-");

    private ImportHost(TestDatabase test, Uri? hub)
    {
        _test = test;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["HuggingFace:Endpoint"] = hub?.ToString(), ["HuggingFace:Downloads"] = Path("downloads", "kept") })
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddStorage(test.ConnectionString)
            .AddEvaluation(configuration)
            .AddImports()
            .AddSingleton<IProgressAnnouncer>(new Announcer(this))
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .BuildServiceProvider();
    }

    /// <summary>Done whenever a run is finished.</summary>
    public Func<Task> OnFinished { get; set; } = () => Task.CompletedTask;

    public List<RunProgress> Announced { get; } = [];

    public Database Database => _test.Database;

    public static IReadOnlyList<Prompt> Prompts { get; } =
    [
        .. Enumerable.Range(0, 5).Select(number => new Prompt(
            $"p{number}",
            "Math",
            $"How much is {number} and {number}, in words of your own?",
            [.. Enumerable.Range(0, 4).Select(i => new Completion($"It is {(2 * number) + i}, I would say.", IsChosen: i == 0))])),
    ];

    /// <param name="hub">A stand-in for the Hugging Face hub.</param>
    public static async Task<ImportHost> OpenAsync(Uri? hub = null)
    {
        var host = new ImportHost(await TestDatabase.SqliteAsync(), hub);
        await host.Get<DatasetTable>().ImportAsync(
            new NewDataset(DatasetImport.Official, "A small set", StoredDatasetKind.Benchmark, "one", "a test", Licence: null, DateTimeOffset.UtcNow),
            Prompts,
            replaceRuns: false,
            TestContext.Current.CancellationToken);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A file in a folder of that name.</summary>
    public string Path(string folder, string file) =>
        System.IO.Path.Combine(_folder.CreateSubdirectory(folder).FullName, file);

    /// <summary>Writes a model's scores in the official format, with texts.</summary>
    public async Task<string> WriteScoresAsync(string folder, string model, double first = 1)
    {
        var path = Path(folder, $"{model.Replace('/', '-')}.json");
        await using var stream = File.Create(path);
        await ScoresFile.WriteAsync(
            stream,
            new ResultHeader(model, ModelType.SequenceClassifier),
            [.. Prompts.Select(prompt => new PromptScores(prompt, [first, 0.5, 0.25, 0], Result: 1))],
            TestContext.Current.CancellationToken);
        return path;
    }

    public async Task<IReadOnlyList<RunRow>> ReadRunsAsync()
    {
        var runs = new List<RunRow>();
        foreach (var listed in await Get<RunTable>().ReadAsync(state: null, take: 1000, privateToo: true, TestContext.Current.CancellationToken))
        {
            runs.Add((await Get<RunTable>().FindAsync(listed.RunId, TestContext.Current.CancellationToken))!);
        }

        return runs;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _test.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Announcer(ImportHost host) : IProgressAnnouncer
    {
        public Task AnnounceAsync(RunProgress progress)
        {
            host.Announced.Add(progress);
            return host.OnFinished();
        }
    }
}
