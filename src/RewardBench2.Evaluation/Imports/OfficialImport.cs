using RewardBench2.Benchmark.Definitions;
using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>
/// Imports the official site: RewardBench 2 and every published result file on the hub. Each repository is read
/// at one commit and joined as it arrives; a file that cannot be joined keeps no other out; run again, it goes on where it stopped.
/// </summary>
public sealed class OfficialImport(
    HubSource hub, DatasetTable datasets, DatasetImport import, ScoresUpload upload, ResultsStore store, ImportedRuns imported)
{
    /// <param name="onFile">Hears what became of each result file, in the order of their names.</param>
    /// <exception cref="HubException">The hub does not have it, or a download failed; what was downloaded and joined stays.</exception>
    /// <exception cref="InvalidFileException">The dataset is none.</exception>
    /// <exception cref="StorageException">Runs stand on other prompts of that name.</exception>
    public async Task<OfficialReport> ImportAsync(
        OfficialRequest request, IProgress<ImportProgress> progress, Action<ImportedFile> onFile, CancellationToken cancellationToken)
    {
        var (dataset, isNew) = await ImportDatasetAsync(request, progress, cancellationToken);
        progress.Report(new ImportProgress($"Requesting {request.Results}", Fraction: null));
        using var folder = await HubFolder.OpenAsync(hub, request.Results, ImportProgress.Waiting(progress), cancellationToken);
        var all = folder.Snapshot.ResultFiles;

        // The hub names the checksums of large files, and those say what is here already.
        var known = await imported.ReadHashesAsync(dataset.DatasetId, cancellationToken);
        var wanted = all.Where(file => file.Sha256 is null || !known.Contains(file.Sha256)).ToList();
        var report = new OfficialReport(dataset, isNew, folder.Snapshot.Repository.Address);
        var seen = 0;
        await using (var arriving = ArrivingFiles.Start(folder, wanted, ImportProgress.Downloading(folder.Snapshot.Repository, progress), cancellationToken))
        {
            var pipeline = new ResultsPipeline(new ImportSession(datasets, upload), store, ResultsSource.From(folder.Snapshot.Repository));
            await pipeline.RunAsync(
                all,
                arriving.WaitForAsync,
                file =>
                {
                    seen++;
                    report.Count(file.Outcome);
                    onFile(file);
                    if (arriving.IsDone)
                    {
                        progress.Report(new ImportProgress(FormattableString.Invariant($"Joining: {seen:N0} of {all.Count:N0} files"), (double)seen / all.Count));
                    }
                },
                cancellationToken);
        }

        folder.Complete();
        return report;
    }

    private async Task<(DatasetRow Dataset, bool IsNew)> ImportDatasetAsync(
        OfficialRequest request, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new ImportProgress($"Requesting {request.Dataset}", Fraction: null));
        using var folder = await HubFolder.OpenAsync(hub, request.Dataset, ImportProgress.Waiting(progress), cancellationToken);
        if (folder.Snapshot.Commit is not null
            && await datasets.FindAsync(DatasetImport.Official, cancellationToken) is { } present
            && present.Source == folder.Snapshot.Repository.Address)
        {
            return (present, false);
        }

        var (content, from) = await DatasetUpload.ReadAsync(
            folder, KnownBenchmarks.Catalog with { Wanted = BenchmarkCatalog.RewardBench2 }, progress, cancellationToken);
        progress.Report(new ImportProgress("Storing the dataset", Fraction: null));
        var isNew = await import.ImportAsync(
            DatasetImport.Official, "RewardBench 2", from, licence: null, content, request.ReplaceDataset, cancellationToken);
        return ((await datasets.FindAsync(DatasetImport.Official, cancellationToken))!, isNew);
    }
}

/// <summary>What to import.</summary>
public sealed record OfficialRequest
{
    /// <summary>Where the dataset is. Defaults to Ai2's.</summary>
    public HubRepository Dataset { get; init; } = new("allenai", "reward-bench-2");

    /// <summary>Where the result files are. Defaults to Ai2's.</summary>
    public HubRepository Results { get; init; } = new("allenai", "reward-bench-2-results");

    /// <summary>Replace a dataset of other prompts that runs stand on, and delete those runs. Defaults to false.</summary>
    public bool ReplaceDataset { get; init; }
}

/// <summary>What an official import has brought.</summary>
/// <param name="Dataset">As it is stored now.</param>
/// <param name="IsDatasetNew">It was not here before.</param>
/// <param name="Results"><c>hf:ORG/NAME@COMMIT</c></param>
public sealed record OfficialReport(DatasetRow Dataset, bool IsDatasetNew, string Results)
{
    public int Added { get; private set; }

    public int Here { get; private set; }

    public int Refused { get; private set; }

    /// <summary>The whole report in two sentences.</summary>
    public string Summary => FormattableString.Invariant(
        $"Dataset '{Dataset.Name}': {Dataset.PromptCount:N0} prompts from {Dataset.Source}, {(IsDatasetNew ? "imported" : "already present")}. ")
        + FormattableString.Invariant(
            $"Of {Added + Here + Refused:N0} result files from {Results}, {Added:N0} were imported, {Here:N0} were already present, {Refused:N0} could not be joined.");

    internal void Count(FileOutcome outcome) => _ = outcome switch
    {
        FileOutcome.Added => Added++,
        FileOutcome.Here => Here++,
        _ => Refused++,
    };
}
