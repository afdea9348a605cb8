using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Hub;

/// <summary>Downloads datasets and published results from the Hugging Face hub, or from a mirror of it.</summary>
/// <param name="client">
/// Sends the requests and follows redirects. Its time-out covers a request up to the answer's headers; give it a proxy
/// or certificates where the network asks for them.
/// </param>
/// <param name="endpoint">The hub's base address; <see cref="DefaultEndpoint"/> unless a mirror is configured.</param>
/// <param name="token">An access token for private or gated repositories; sent to the endpoint only.</param>
/// <param name="stallTimeout">How long a download may stand still. Defaults to 60 seconds.</param>
public sealed class HubDownload(HttpClient client, Uri endpoint, string? token = null, TimeSpan? stallTimeout = null)
{
    private readonly HubRequests _requests = new(client, endpoint, token, stallTimeout ?? TimeSpan.FromSeconds(60));

    /// <summary>https://huggingface.co</summary>
    public static Uri DefaultEndpoint { get; } = new("https://huggingface.co");

    /// <summary>Every file of the repository's main branch.</summary>
    /// <exception cref="HubException">The repository is not to be had.</exception>
    public Task<IReadOnlyList<HubFile>> ListAsync(HubRepository repository, CancellationToken cancellationToken = default) =>
        _requests.ListAsync(repository, cancellationToken);

    /// <summary>Downloads the files of a dataset: Parquet if there is any, else JSON Lines; of several splits, the one named test.</summary>
    /// <returns>The files' paths below the folder, in the order of their names, for <see cref="DatasetFile"/>.</returns>
    /// <exception cref="HubException">The repository is not to be had, has no such file, or a download failed.</exception>
    public Task<IReadOnlyList<string>> DownloadDatasetAsync(
        HubRepository repository, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DownloadAsync(repository, folder, DatasetFiles, "Parquet or JSON Lines", progress, cancellationToken);

    /// <summary>Downloads the official results: aggregates below <c>eval-set/</c>, per-prompt scores below <c>eval-set-scores/</c>.</summary>
    /// <returns>The files' paths below the folder, which mirrors the repository's folders.</returns>
    /// <inheritdoc cref="DownloadDatasetAsync"/>
    public Task<IReadOnlyList<string>> DownloadResultsAsync(
        HubRepository repository, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DownloadAsync(repository, folder, ResultFiles, "eval-set/ORG/MODEL.json or eval-set-scores/ORG/MODEL.json", progress, cancellationToken);

    private async Task<IReadOnlyList<string>> DownloadAsync(
        HubRepository repository,
        string folder,
        Func<IReadOnlyList<HubFile>, IReadOnlyList<HubFile>> choose,
        string wanted,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken)
    {
        var files = choose(await ListAsync(repository, cancellationToken));
        if (files.Count == 0)
        {
            throw new HubException($"{repository} on {endpoint.Host} has no file of the kind needed ({wanted}); check the repository's name.");
        }

        var paths = new List<string>(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var (file, number) = (files[i], i + 1);
            var path = PathBelow(folder, file.Path);
            await _requests.DownloadAsync(
                repository, file, path,
                read => progress?.Report(new DownloadProgress(file.Path, number, files.Count, read, file.Size)),
                cancellationToken);
            paths.Add(path);
        }

        return paths;
    }

    private static IReadOnlyList<HubFile> DatasetFiles(IReadOnlyList<HubFile> files)
    {
        var data = Matching(".parquet") is { Count: > 0 } parquet ? parquet : Matching(".jsonl", ".jsonl.gz");
        var test = data.Where(file => Path.GetFileName(file.Path).StartsWith("test", StringComparison.OrdinalIgnoreCase)).ToList();
        return [.. (test.Count > 0 ? test : data).OrderBy(file => file.Path, StringComparer.Ordinal)];

        List<HubFile> Matching(params string[] endings) =>
            [.. files.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))];
    }

    private static IReadOnlyList<HubFile> ResultFiles(IReadOnlyList<HubFile> files) =>
        [.. files
            .Where(file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Where(file => file.Path.StartsWith("eval-set/", StringComparison.Ordinal) || file.Path.StartsWith("eval-set-scores/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    // A listing is foreign text: nothing in it may lead out of the folder.
    private static string PathBelow(string folder, string path)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, path));
        return full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new HubException($"The hub lists a file with the path {Excerpt.Quote(path)}, which leads out of the download's folder; nothing was downloaded.");
    }
}

/// <summary>How far a download is.</summary>
/// <param name="Path">The file under way.</param>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="Count">Of how many.</param>
/// <param name="BytesRead">Bytes of this file that are there.</param>
/// <param name="BytesTotal">Bytes that it has.</param>
public sealed record DownloadProgress(string Path, int Number, int Count, long BytesRead, long BytesTotal);
