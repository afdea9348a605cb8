using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange.Hub;

/// <summary>A stand-in hub and a folder to download to.</summary>
public abstract class HubFolderFacts : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private protected FakeHub Hub { get; set; } = null!;

    protected string Folder => _folder.FullName;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Hub = await FakeHub.StartAsync();
        Hub.Files["README.md"] = "text"u8.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task<IReadOnlyList<string>> DownloadAsync(
        HubLimits? limits = null, IProgress<DownloadProgress>? progress = null, string? token = null, HubRepository? repository = null)
    {
        var download = Hub.Download(limits, token);
        var snapshot = await download.ReadAsync(repository ?? FakeHub.Repository, cancellationToken: Cancellation);
        return await download.DownloadAsync(snapshot, snapshot.DatasetFiles, Folder, progress, Cancellation);
    }

    private protected async Task<string> RefusalAsync(HubLimits? limits = null, string? token = null, HubRepository? repository = null)
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => DownloadAsync(limits, token: token, repository: repository));
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    private protected sealed class Collect : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Reports { get; } = [];

        public void Report(DownloadProgress value) => Reports.Add(value);
    }
}
