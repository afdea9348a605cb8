using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.HubDownloads;

/// <summary>
/// Keeps what is downloaded of a repository until its import is done, so that a further try goes on where this one
/// stopped, also in another process. One import of a repository has it at a time.
/// </summary>
public sealed class HubFolder : IDisposable
{
    private readonly HubDownload _hub;
    private readonly string _folder;
    private readonly FileStream _turn;

    private HubFolder(HubDownload hub, HubSnapshot snapshot, string folder, FileStream turn) =>
        (_hub, Snapshot, _folder, _turn) = (hub, snapshot, folder, turn);

    /// <summary>The commit that everything in here is from, with its files.</summary>
    public HubSnapshot Snapshot { get; }

    /// <summary>Pins the repository to a commit. What is left of other commits goes.</summary>
    /// <exception cref="HubException">The hub does not have it, another import of it is under way, or the folder cannot be used.</exception>
    public static async Task<HubFolder> OpenAsync(
        HubSource source, HubRepository repository, Action<string>? onWait, CancellationToken cancellationToken)
    {
        var hub = source.Open();
        var parent = Path.Combine(source.Downloads, $"{repository.Organization}+{repository.Name}");
        var turn = TakeTurn(parent, repository);
        try
        {
            var snapshot = await hub.ReadAsync(repository, onWait, cancellationToken);
            var folder = Path.Combine(parent, snapshot.Commit ?? "not-pinned");
            foreach (var other in Directory.EnumerateDirectories(parent).Where(other => other != folder))
            {
                Directory.Delete(other, recursive: true);
            }

            return new HubFolder(hub, snapshot, folder, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Downloads some of the repository's files, as far as they are not here.</summary>
    /// <returns>Their paths here.</returns>
    /// <exception cref="HubException">A download failed; what has arrived stays.</exception>
    public Task<IReadOnlyList<string>> DownloadAsync(
        IReadOnlyList<HubFile> files, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        DownloadAsync(files, progress, onFile: null, cancellationToken);

    /// <inheritdoc cref="DownloadAsync(IReadOnlyList{HubFile}, IProgress{DownloadProgress}, CancellationToken)"/>
    /// <param name="onFile">Hears of each file and its path here once it is whole, from any thread.</param>
    internal Task<IReadOnlyList<string>> DownloadAsync(
        IReadOnlyList<HubFile> files, IProgress<DownloadProgress> progress, Action<HubFile, string>? onFile, CancellationToken cancellationToken) =>
        _hub.DownloadAsync(Snapshot, files, _folder, progress, onFile, cancellationToken);

    /// <summary>The import is done: nothing needs to be kept.</summary>
    public void Complete()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    public void Dispose() => _turn.Dispose();

    private static FileStream TakeTurn(string parent, HubRepository repository)
    {
        try
        {
            Directory.CreateDirectory(parent);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"The folder {parent} for downloads cannot be created. Make its parent writable, or set another with HuggingFace:Downloads.", refused);
        }

        try
        {
            return new FileStream(Path.Combine(parent, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException taken)
        {
            throw new HubException($"Another import of {repository} is already running here; wait for it to end, or stop it.", taken);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new HubException($"The folder {parent} for downloads cannot be written to. Make it writable, or set another with HuggingFace:Downloads.", refused);
        }
    }
}
