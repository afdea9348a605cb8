using System.Text;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Hub;

/// <summary>Downloads from the Hugging Face hub, or from a mirror of it. Passing failures are repeated; what has arrived is kept.</summary>
/// <param name="client">From <see cref="CreateClient"/>, or one that follows no redirects and unpacks nothing by itself.</param>
/// <param name="endpoint">The hub's base address; <see cref="DefaultEndpoint"/> unless a mirror is configured.</param>
/// <param name="token">An access token for private or gated repositories; sent to the endpoint only.</param>
/// <param name="limits">How patient it is, and how much it takes.</param>
/// <param name="time">The clock that waits are measured by.</param>
public sealed class HubDownload(HttpClient client, Uri endpoint, string? token = null, HubLimits? limits = null, TimeProvider? time = null)
{
    private readonly HubLimits _limits = limits ?? new HubLimits();
    private readonly HubRequests _requests = new(client, endpoint, token, limits ?? new HubLimits());
    private readonly HubRetry _retry = new(limits ?? new HubLimits(), time ?? TimeProvider.System);

    /// <summary>https://huggingface.co</summary>
    public static Uri DefaultEndpoint { get; } = new("https://huggingface.co");

    /// <summary>A client for downloads: the operator names the address, so proxies are used as on any other.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) });

    /// <summary>Pins a repository's revision to its commit and lists the files of that commit.</summary>
    /// <exception cref="HubException">The repository is not to be had.</exception>
    public async Task<HubSnapshot> ReadAsync(HubRepository repository, Action<string>? onWait = null, CancellationToken cancellationToken = default)
    {
        var listing = new HubListing(_requests, endpoint, _limits);
        var commit = repository.IsPinned
            ? repository.Revision
            : await _retry.DoAsync(() => listing.ReadCommitAsync(repository, cancellationToken), () => 0, onWait, cancellationToken);
        var pinned = commit is null ? repository : repository with { Revision = commit };
        var (files, told) = await _retry.DoAsync(() => listing.ReadFilesAsync(pinned, cancellationToken), () => 0, onWait, cancellationToken);
        commit ??= told;
        return new HubSnapshot(commit is null ? repository : repository with { Revision = commit }, commit, files);
    }

    /// <summary>Downloads files into a folder that mirrors the repository's folders; those that are there whole are not asked for again.</summary>
    /// <returns>Their paths, in the order of the files.</returns>
    /// <exception cref="HubException">A download failed for good. What has arrived stays, and the next call goes on there.</exception>
    public Task<IReadOnlyList<string>> DownloadAsync(
        HubSnapshot snapshot,
        IReadOnlyList<HubFile> files,
        string folder,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        DownloadAsync(snapshot, files, folder, progress, onFile: null, cancellationToken);

    /// <inheritdoc cref="DownloadAsync(HubSnapshot, IReadOnlyList{HubFile}, string, IProgress{DownloadProgress}?, CancellationToken)"/>
    /// <param name="onFile">Hears of each file and its path once it is whole, from any thread.</param>
    public async Task<IReadOnlyList<string>> DownloadAsync(
        HubSnapshot snapshot,
        IReadOnlyList<HubFile> files,
        string folder,
        IProgress<DownloadProgress>? progress,
        Action<HubFile, string>? onFile,
        CancellationToken cancellationToken)
    {
        if (files.Sum(file => (decimal)file.Size) is var total && total > _limits.MaxBytes)
        {
            throw new HubException($"{snapshot.Repository} has {total / (1024 * 1024):N0} MB to download, where {_limits.MaxBytes / (1024 * 1024):N0} MB is the most that is taken; nothing was downloaded.");
        }

        string[] paths = [.. files.Select(file => PathBelow(folder, file.Path))];
        var downloads = files.Select((file, i) => new HubFileDownload(_requests, endpoint, snapshot, file, paths[i])).ToList();
        var report = new DownloadReport(downloads, files, progress);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _limits.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, files.Count), parallel, async (i, cancelled) =>
        {
            var download = downloads[i];
            if (!download.IsDone)
            {
                await _retry.DoAsync(
                    () => download.AttemptAsync(() => report.Tell(files[i].Path), cancelled), () => download.Bytes, wait => report.Tell(files[i].Path, wait), cancelled);
            }

            report.TellDone(files[i].Path);
            onFile?.Invoke(files[i], paths[i]);
        });
        return paths;
    }

    /// <summary>Reads a small file as text, without keeping it; what is not Unicode in it becomes U+FFFD.</summary>
    /// <exception cref="HubException">It is not to be had, or larger than that.</exception>
    public async Task<string> ReadTextAsync(HubSnapshot snapshot, HubFile file, int maxBytes, CancellationToken cancellationToken)
    {
        var what = $"{file.Path} of {snapshot.Repository}";
        var tooLarge = new HubException($"{what} is larger than the {maxBytes / 1024:N0} KB that are read.");
        if (file.Size > maxBytes)
        {
            throw tooLarge;
        }

        var bytes = await _retry.DoAsync(AttemptAsync, () => 0, onWait: null, cancellationToken) ?? throw tooLarge;
        return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Replace('\0', '\uFFFD');

        async Task<byte[]?> AttemptAsync()
        {
            using var response = await _requests.SendAsync(
                snapshot.Repository.FileAt(endpoint, file.Path), new HubSubject(snapshot.Repository, what), headers => headers.AcceptEncoding.ParseAdd("gzip"), cancellationToken);
            return await _requests.ReadWholeAsync(response.Message, maxBytes, () => $"The download of {what}", cancellationToken);
        }
    }

    // A listing is foreign text: nothing in it may lead out of the folder.
    private static string PathBelow(string folder, string path)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = path.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(Path.Combine(root, path));
        return full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new HubException($"The hub lists a file with the path {Excerpt.Quote(path)}, which leads out of the download's folder; nothing was downloaded.");
    }
}
