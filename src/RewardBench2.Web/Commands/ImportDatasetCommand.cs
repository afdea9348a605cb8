using System.CommandLine;
using System.Globalization;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Commands;

/// <summary><c>import dataset PATH|hf:ORG/NAME[@REVISION]</c>: RewardBench 2 in its official schema, or candidates for best-of-N.</summary>
internal static class ImportDatasetCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("source") { Description = "A Parquet or JSON Lines file (.gz too), or hf:ORG/NAME[@REVISION]" };
        var name = new Option<string?>("--name") { Description = "The dataset's name here. Defaults to rewardbench-2; candidates default to the file's name" };
        var replace = new Option<bool>("--replace") { Description = "Replace a dataset that runs stand on, and delete those runs" };
        var command = new Command("dataset", "Import RewardBench 2 in its official schema") { path, name, replace };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(services => ImportAsync(
            services.GetRequiredService<DatasetImport>(),
            services.GetRequiredService<DatasetUpload>(),
            parsed.GetRequiredValue(path),
            parsed.GetValue(name),
            parsed.GetValue(replace),
            cancellationToken)));
        return command;
    }

    private static async Task ImportAsync(
        DatasetImport import, DatasetUpload arrival, string path, string? name, bool replace, CancellationToken cancellationToken)
    {
        var repository = HubRepository.Parse(path);
        var (content, source) = await ConsoleProgress.ShowAsync(
            repository is null ? $"Reading {Path.GetFileName(path)}" : $"Downloading {repository}",
            async progress => repository is null
                ? new ArrivedDataset(await DatasetFile.ReadAsync(path, progress, cancellationToken), Path.GetFileName(path))
                : await arrival.ReadFromHubAsync(repository, new Downloading(progress), cancellationToken));
        var dataset = name
            ?? (content.Kind == DatasetKind.Benchmark ? DatasetImport.Official : NameOf(path, repository));
        var title = dataset == DatasetImport.Official ? "RewardBench 2" : dataset;
        var changed = await import.ImportAsync(
            dataset, title, source, licence: null, content, replace, cancellationToken);

        foreach (var subset in content.Prompts.CountBy(prompt => prompt.Subset).OrderBy(subset => BenchmarkCatalog.RewardBench2.PositionOf(subset.Key)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subset.Key,-12} {subset.Value,6:N0} prompts"));
        }

        Console.WriteLine(changed
            ? string.Create(CultureInfo.InvariantCulture, $"Imported {content.Prompts.Count:N0} prompts as dataset '{dataset}'.")
            : $"Dataset '{dataset}' has this content already; nothing changed.");
    }

    private static string NameOf(string path, HubRepository? repository) =>
        (repository?.Name ?? Path.GetFileName(path)).Split('.')[0].ToLowerInvariant();

    private sealed class Downloading(IProgress<FileProgress> bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.Report(new FileProgress(value.Fraction, Rows: 0));
    }
}
