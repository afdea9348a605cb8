using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>A temporary folder for what is downloaded from the Hugging Face hub; it goes when the import is done.</summary>
public sealed class HubFolder(HubSource hub) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rewardbench2-hub-");

    /// <summary>Downloads a repository's result files.</summary>
    /// <returns>Their paths here.</returns>
    /// <exception cref="HubException">The hub does not have it, or a download failed.</exception>
    public Task<IReadOnlyList<string>> DownloadResultsAsync(
        HubRepository repository, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        hub.Open().DownloadResultsAsync(repository, _folder.FullName, progress, cancellationToken);

    /// <summary>Downloads a repository's dataset.</summary>
    /// <inheritdoc cref="DownloadResultsAsync"/>
    public Task<IReadOnlyList<string>> DownloadDatasetAsync(
        HubRepository repository, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        hub.Open().DownloadDatasetAsync(repository, _folder.FullName, progress, cancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);
}
