using RewardBench2.Exchange.Hub;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Web.Commands;

/// <summary>A temporary folder for results that are downloaded from the Hugging Face hub; it goes with the command.</summary>
internal sealed class HubFolder(HubSource hub) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rewardbench2-hub-");

    public Task<IReadOnlyList<string>> DownloadResultsAsync(HubRepository repository, CancellationToken cancellationToken) =>
        ConsoleProgress.ShowDownloadAsync(
            $"Downloading {repository}",
            progress => hub.Open().DownloadResultsAsync(repository, _folder.FullName, progress, cancellationToken));

    public void Dispose() => _folder.Delete(recursive: true);
}
