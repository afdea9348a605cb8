using RewardBench2.Exchange;

namespace RewardBench2.Web.Commands;

/// <summary>A temporary folder for what is downloaded from the Hugging Face hub; it goes with the command.</summary>
internal sealed class HubFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rewardbench2-hub-");
    private readonly HttpClient _http = new();
    private readonly HubDownload _hub;

    private HubFolder(Uri endpoint, string? token) => _hub = new HubDownload(_http, endpoint, token);

    /// <summary>Reads <c>HuggingFace:Endpoint</c>, else <c>HF_ENDPOINT</c> and <c>HF_TOKEN</c> as that ecosystem does.</summary>
    public static HubFolder Open(IConfiguration configuration)
    {
        var named = configuration["HuggingFace:Endpoint"] ?? configuration["HF_ENDPOINT"];
        return string.IsNullOrWhiteSpace(named) ? new HubFolder(HubDownload.DefaultEndpoint, configuration["HF_TOKEN"])
            : Uri.TryCreate(named, UriKind.Absolute, out var endpoint) ? new HubFolder(endpoint, configuration["HF_TOKEN"])
            : throw new InvalidFileException($"HuggingFace:Endpoint is no address: '{named}'. Write it as https://host.");
    }

    public Task<IReadOnlyList<string>> DownloadDatasetAsync(HubRepository repository, CancellationToken cancellationToken) =>
        ConsoleProgress.ShowDownloadAsync(
            $"Downloading {repository}",
            progress => _hub.DownloadDatasetAsync(repository, _folder.FullName, progress, cancellationToken));

    public Task<IReadOnlyList<string>> DownloadResultsAsync(HubRepository repository, CancellationToken cancellationToken) =>
        ConsoleProgress.ShowDownloadAsync(
            $"Downloading {repository}",
            progress => _hub.DownloadResultsAsync(repository, _folder.FullName, progress, cancellationToken));

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
