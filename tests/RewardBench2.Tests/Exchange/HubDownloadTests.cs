using System.Text;
using Microsoft.AspNetCore.Http;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange;

public sealed class HubDownloadTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private FakeHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeHub.StartAsync();
        _hub.Files["README.md"] = "text"u8.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_dataset_is_downloaded_through_pages_and_redirects_and_reads()
    {
        _hub.Files["data/train-00000-of-00001.jsonl"] = "no"u8.ToArray();
        _hub.Files["data/test-00001-of-00002.jsonl"] = Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.Ties()));
        _hub.Files["data/test-00000-of-00002.jsonl"] = Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.BestOfFour()));
        var progress = new List<DownloadProgress>();

        var paths = await _hub.Download(token: "secret").DownloadDatasetAsync(FakeHub.Repository, _folder.FullName, new Collect(progress), TestContext.Current.CancellationToken);
        var content = await DatasetFile.ReadAsync(paths, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["7", "tied:1"], content.Prompts.Select(prompt => prompt.Id));
        Assert.Equal("Bearer secret", _hub.Token);
        Assert.Equal((2, 2), (progress[^1].Number, progress[^1].Count));
        Assert.Equal(progress[^1].BytesTotal, progress[^1].BytesRead);
    }

    [Fact]
    public async Task Parquet_is_preferred()
    {
        _hub.Files["data/test.parquet"] = "PAR1"u8.ToArray();
        _hub.Files["test.jsonl"] = "{}"u8.ToArray();

        Assert.EndsWith("test.parquet", Assert.Single(await DownloadAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_keep_their_folders()
    {
        _hub.Files["eval-set/org/m.json"] = "{}"u8.ToArray();
        _hub.Files["eval-set-scores/org/m.json"] = "{}"u8.ToArray();
        _hub.Files["other/m.json"] = "{}"u8.ToArray();

        var paths = await _hub.Download().DownloadResultsAsync(FakeHub.Repository, _folder.FullName, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["eval-set-scores/org/m.json", "eval-set/org/m.json"],
            paths.Select(path => Path.GetRelativePath(_folder.FullName, path).Replace('\\', '/')));
    }

    [Theory]
    [InlineData(401, "it does not exist, or it is private and needs a token: set HF_TOKEN")]
    [InlineData(403, "ask for access")]
    [InlineData(404, "has no org/set (404)")]
    [InlineData(429, "too many requests")]
    [InlineData(500, "answered 500")]
    public async Task A_refusal_says_what_to_do(int status, string expected)
    {
        _hub.OnList = context => Task.FromResult(context.Response.StatusCode = status);

        Assert.Contains(expected, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_that_is_no_hub_is_recognised()
    {
        _hub.OnList = context => context.Response.WriteAsync("<html>");

        Assert.Contains("is it a Hugging Face hub?", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_data_is_refused() =>
        Assert.Contains("has no file of the kind needed (Parquet or JSON Lines)", await RefusalAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_shorter_than_listed_is_refused_and_leaves_nothing()
    {
        _hub.Files["test.jsonl"] = "{}"u8.ToArray();
        _hub.ListedSizes["test.jsonl"] = 10;

        Assert.Contains("has 2 bytes where the hub lists 10", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_refused_and_leaves_nothing()
    {
        _hub.Files["test.jsonl"] = new byte[10];
        var arrived = new TaskCompletionSource();
        _hub.OnDownload = async context =>
        {
            context.Response.ContentLength = 10;
            await context.Response.Body.WriteAsync(new byte[4]);
            await context.Response.Body.FlushAsync();
            await arrived.Task;
            context.Abort();
        };

        Assert.Contains("broke off after 4 of 10 bytes", await RefusalAsync(progress: new Collect([], arrived)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        _hub.Files["test.jsonl"] = "{}"u8.ToArray();
        _hub.OnDownload = context => context.Response.Body.WriteAsync("[]"u8.ToArray()).AsTask();

        Assert.Contains("does not have the checksum", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_stands_still_is_given_up()
    {
        _hub.Files["test.jsonl"] = new byte[10];
        _hub.OnDownload = async context =>
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        Assert.Contains("stands still", await RefusalAsync(TimeSpan.FromMilliseconds(50)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_named()
    {
        await _hub.DisposeAsync();

        Assert.Contains("127.0.0.1 cannot be reached", await RefusalAsync(), StringComparison.Ordinal);
        _hub = await FakeHub.StartAsync();
    }

    [Fact]
    public async Task A_listing_cannot_lead_out_of_the_folder()
    {
        _hub.Files["../../test.jsonl"] = "{}"u8.ToArray();

        Assert.Contains("leads out of the download's folder", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf:allenai/reward-bench-2", true)]
    [InlineData("hf:allenai", false)]
    [InlineData("hf:../etc", false)]
    [InlineData("hf:a/b/c", false)]
    [InlineData("hf:a/b?c", false)]
    [InlineData("allenai/reward-bench-2", false)]
    public void Names_of_repositories_are_told_from_paths(string text, bool isRepository) =>
        Assert.Equal(isRepository, HubRepository.Parse(text) is not null);

    private Task<IReadOnlyList<string>> DownloadAsync(TimeSpan? stallTimeout = null, IProgress<DownloadProgress>? progress = null) =>
        _hub.Download(stallTimeout).DownloadDatasetAsync(FakeHub.Repository, _folder.FullName, progress, TestContext.Current.CancellationToken);

    private async Task<string> RefusalAsync(TimeSpan? stallTimeout = null, IProgress<DownloadProgress>? progress = null)
    {
        var exception = await Assert.ThrowsAsync<HubException>(() => DownloadAsync(stallTimeout, progress));
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
        return exception.Message;
    }

    private sealed class Collect(List<DownloadProgress> reports, TaskCompletionSource? first = null) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            reports.Add(value);
            first?.TrySetResult();
        }
    }
}
