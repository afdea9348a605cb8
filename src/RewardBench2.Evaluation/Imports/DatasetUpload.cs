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
        return await DatasetFile.ReadAsync(temporary, name, Reading(progress), cancellationToken);
    }

    /// <exception cref="HubException">The hub does not have it, or a download failed.</exception>
    /// <exception cref="InvalidFileException">What was downloaded is no dataset.</exception>
    public async Task<DatasetContent> ReadFromHubAsync(HubRepository repository, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder(hub);
        var paths = await folder.DownloadDatasetAsync(
            repository, new Relay<DownloadProgress>(read => progress.Report(Downloading(read))), cancellationToken);
        return await DatasetFile.ReadAsync(paths, Reading(progress), cancellationToken);
    }

    private static ImportProgress Downloading(DownloadProgress read) => new(
        $"Downloading file {read.Number} of {read.Count}",
        read.BytesTotal > 0 ? (read.Number - 1 + ((double)read.BytesRead / read.BytesTotal)) / read.Count : null);

    private static Relay<FileProgress> Reading(IProgress<ImportProgress> progress) =>
        new(read => progress.Report(new ImportProgress($"Reading, {read.Rows:N0} prompts so far", read.Fraction)));

    private sealed class Relay<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}

/// <summary>How far a dataset's arrival is.</summary>
/// <param name="Step">What is under way, as pages say it.</param>
/// <param name="Fraction">Of this step, between 0 and 1; <c>null</c> where it is not known.</param>
public sealed record ImportProgress(string Step, double? Fraction);
