using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Reads a dataset that an admin uploads, or that the hub has, and says how far it is.</summary>
public sealed class DatasetUpload(HubSource hub)
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MaxBytes = 1024L * 1024 * 1024;

    /// <param name="file">The upload; it is kept in a temporary file, never held whole.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="InvalidFileException">It holds no dataset.</exception>
    public static async Task<DatasetContent> ReadUploadAsync(
        Stream file, string name, long length, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
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
        return await DatasetFile.ReadAsync(temporary, name, ImportProgress.Reading(progress), cancellationToken);
    }

    /// <exception cref="HubException">The hub does not have it, or a download failed.</exception>
    /// <exception cref="InvalidFileException">What was downloaded is not a dataset.</exception>
    public async Task<ArrivedDataset> ReadFromHubAsync(HubRepository repository, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new ImportProgress($"Asking the hub for {repository}", Fraction: null));
        using var folder = await HubFolder.OpenAsync(hub, repository, ImportProgress.Waiting(progress), cancellationToken);
        return await ReadAsync(folder, progress, cancellationToken);
    }

    internal static async Task<ArrivedDataset> ReadAsync(HubFolder folder, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var snapshot = folder.Snapshot;
        var paths = await folder.DownloadAsync(snapshot.DatasetFiles, ImportProgress.Downloading(snapshot.Repository, progress), cancellationToken);
        var content = await DatasetFile.ReadAsync(paths, ImportProgress.Reading(progress), cancellationToken);
        folder.Complete();
        return new ArrivedDataset(content, snapshot.Repository.Address);
    }
}

/// <summary>A dataset that was read, with nothing stored yet.</summary>
/// <param name="Source">Where it comes from, as pages show it: a file, or <c>hf:ORG/NAME@COMMIT</c>.</param>
public sealed record ArrivedDataset(DatasetContent Content, string Source);
