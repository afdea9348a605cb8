using RewardBench2.Benchmark;
using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Reads a dataset from files, from an admin's upload or from the hub, and says how far it is.</summary>
/// <remarks>Wherever a <c>wanted</c> benchmark may be named: without it the rows have to show what they are of.</remarks>
public sealed class DatasetUpload(HubSource hub, BenchmarkTable benchmarks)
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MaxBytes = 1024L * 1024 * 1024;

    /// <summary>The benchmark of a name.</summary>
    /// <exception cref="StorageException">There is none; the message lists those there are.</exception>
    public async Task<BenchmarkDefinition> FindBenchmarkAsync(string name, CancellationToken cancellationToken)
    {
        var all = await benchmarks.ReadAllAsync(cancellationToken);
        return new KnownBenchmarks(all).Find(name) ?? throw new StorageException(
            $"There is no benchmark '{name}'. Use one of {string.Join(", ", all.Select(known => known.Name))}, or bring its definition first: import benchmark FILE.json.");
    }

    /// <summary>Reads files on this machine, in the order given.</summary>
    /// <exception cref="InvalidFileException">They hold no dataset.</exception>
    public async Task<DatasetContent> ReadFilesAsync(
        IReadOnlyList<string> paths, BenchmarkDefinition? wanted, IProgress<FileProgress> progress, CancellationToken cancellationToken) =>
        await DatasetFile.ReadAsync(paths, progress, await KnownAsync(wanted, cancellationToken), cancellationToken);

    /// <param name="file">The upload; it is kept in a temporary file, never held whole.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="InvalidFileException">It holds no dataset.</exception>
    public async Task<DatasetContent> ReadUploadAsync(
        Stream file, string name, long length, BenchmarkDefinition? wanted, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        await using var temporary = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 81920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var buffer = new byte[81920];
        for (int count; (count = await file.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await temporary.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            progress.Report(new ImportProgress("Uploading", (double)temporary.Length / length));
        }

        temporary.Position = 0;
        return await DatasetFile.ReadAsync(temporary, name, ImportProgress.Reading(progress), await KnownAsync(wanted, cancellationToken), cancellationToken);
    }

    /// <exception cref="HubException">The hub does not have it, or a download failed.</exception>
    /// <exception cref="InvalidFileException">What was downloaded is not a dataset.</exception>
    public async Task<ArrivedDataset> ReadFromHubAsync(
        HubRepository repository, BenchmarkDefinition? wanted, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new ImportProgress($"Asking the hub for {repository}", Fraction: null));
        using var folder = await HubFolder.OpenAsync(hub, repository, ImportProgress.Waiting(progress), cancellationToken);
        return await ReadAsync(folder, await KnownAsync(wanted, cancellationToken), progress, cancellationToken);
    }

    internal static async Task<ArrivedDataset> ReadAsync(
        HubFolder folder, KnownBenchmarks known, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var snapshot = folder.Snapshot;
        var paths = await folder.DownloadAsync(snapshot.DatasetFiles, ImportProgress.Downloading(snapshot.Repository, progress), cancellationToken);
        var content = await DatasetFile.ReadAsync(paths, ImportProgress.Reading(progress), known, cancellationToken);
        folder.Complete();
        return new ArrivedDataset(content, snapshot.Repository.Address);
    }

    private async Task<KnownBenchmarks> KnownAsync(BenchmarkDefinition? wanted, CancellationToken cancellationToken) =>
        new(await benchmarks.ReadAllAsync(cancellationToken), wanted);
}

/// <summary>A dataset that was read, with nothing stored yet.</summary>
/// <param name="Source">Where it comes from, as pages show it: a file, or <c>hf:ORG/NAME@COMMIT</c>.</param>
public sealed record ArrivedDataset(DatasetContent Content, string Source);
