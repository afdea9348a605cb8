using System.CommandLine;
using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Commands;

/// <summary><c>import dataset PATH…|hf:ORG/NAME[@REVISION]</c>: rows of a benchmark, or candidates for best-of-N.</summary>
internal static class ImportDatasetCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("source")
        {
            Description = "Parquet or JSON files (.gz too) that together are one dataset, or hf:ORG/NAME[@REVISION]",
            Arity = ArgumentArity.OneOrMore,
        };
        var benchmark = new Option<string?>("--benchmark")
        {
            Description = "What the rows are of: a benchmark's name, or its definition, a file benchmark.json. Defaults to what the columns show",
        };
        var name = new Option<string?>("--name") { Description = "The dataset's name here. Defaults to the benchmark's; candidates default to the file's name" };
        var replace = new Option<bool>("--replace") { Description = "Replace a dataset that runs stand on, and delete those runs" };
        var command = new Command("dataset", "Import the rows of a benchmark, or candidates for best-of-N") { paths, benchmark, name, replace };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(async services => await ImportAsync(
            services.GetRequiredService<DatasetImport>(),
            services.GetRequiredService<DatasetUpload>(),
            parsed.GetRequiredValue(paths),
            await FindAsync(services, parsed.GetValue(benchmark), cancellationToken),
            parsed.GetValue(name),
            parsed.GetValue(replace),
            cancellationToken)));
        return command;
    }

    private static async Task<BenchmarkDefinition?> FindAsync(IServiceProvider services, string? nameOrFile, CancellationToken cancellationToken) =>
        nameOrFile is null ? null
        : Path.Exists(nameOrFile) ? DefinitionFile.Read(await NamedFile.ReadTextAsync(nameOrFile, cancellationToken))
        : await services.GetRequiredService<DatasetUpload>().FindBenchmarkAsync(nameOrFile, cancellationToken);

    private static async Task ImportAsync(
        DatasetImport import,
        DatasetUpload arrival,
        string[] paths,
        BenchmarkDefinition? benchmark,
        string? name,
        bool replace,
        CancellationToken cancellationToken)
    {
        var repository = paths is [var only] ? HubRepository.Parse(only) : null;
        var files = string.Join(", ", paths.Select(Path.GetFileName));
        var (content, source) = await ConsoleProgress.ShowAsync(
            repository is null ? $"Reading {files}" : $"Downloading {repository}",
            async progress => repository is null
                ? new ArrivedDataset(await arrival.ReadFilesAsync(paths, benchmark, progress, cancellationToken), files)
                : await arrival.ReadFromHubAsync(repository, benchmark, new Downloading(progress), cancellationToken));
        var dataset = name ?? content.Benchmark?.Name ?? NameOf(paths[0], repository);
        var changed = await import.ImportAsync(
            dataset, DatasetImport.TitleOf(dataset, content), source, licence: NullIfEmpty(content.Benchmark?.License), content, replace, cancellationToken);

        foreach (var subset in content.Prompts.CountBy(prompt => prompt.Subset).OrderBy(subset => content.Benchmark?.PositionOf(subset.Key) ?? 0))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subset.Key,-24} {subset.Value,6:N0} prompts"));
        }

        if (content.EmptySubsets.Count > 0)
        {
            Console.WriteLine($"No prompts yet of {string.Join(", ", content.EmptySubsets)}: models get no average before all are there.");
        }

        var what = content.Benchmark is { } of ? $" of {of.Title}" : "";
        Console.WriteLine(changed
            ? string.Create(CultureInfo.InvariantCulture, $"Imported {content.Prompts.Count:N0} prompts{what} as dataset '{dataset}'.")
            : $"Dataset '{dataset}' has this content already; nothing changed.");
    }

    private static string NameOf(string path, HubRepository? repository) =>
        (repository?.Name ?? Path.GetFileName(path)).Split('.')[0].ToLowerInvariant();

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Downloading(IProgress<FileProgress> bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.Report(new FileProgress(value.Fraction, Rows: 0));
    }
}
