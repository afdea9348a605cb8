using System.Text;
using Microsoft.AspNetCore.Http;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange.Hub;

public sealed class HubDownloadTests : HubFolderFacts
{
    [Fact]
    public async Task A_dataset_is_downloaded_through_pages_and_redirects_and_reads()
    {
        Hub.Files["data/train-00000-of-00001.jsonl"] = "no"u8.ToArray();
        Hub.Files["data/test-00001-of-00002.jsonl"] = Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.Ties()));
        Hub.Files["data/test-00000-of-00002.jsonl"] = Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.BestOfFour()));
        var progress = new Collect();

        var paths = await DownloadAsync(progress: progress);
        var content = await DatasetFile.ReadAsync(paths, cancellationToken: Cancellation);

        Assert.Equal(["7", "tied:1"], content.Prompts.Select(prompt => prompt.Id));
        Assert.Equal((2, 2, 1.0), (progress.Reports[^1].Done, progress.Reports[^1].Count, progress.Reports[^1].Fraction));
    }

    [Fact]
    public async Task Parquet_is_preferred()
    {
        Hub.Files["data/test.parquet"] = "PAR1"u8.ToArray();
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();

        Assert.EndsWith("test.parquet", Assert.Single(await DownloadAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_keep_their_folders()
    {
        Hub.Files["eval-set/org/m.json"] = "{}"u8.ToArray();
        Hub.Files["eval-set-scores/org/m.json"] = "{}"u8.ToArray();
        Hub.Files["other/m.json"] = "{}"u8.ToArray();
        var download = Hub.Download();
        var snapshot = await download.ReadAsync(FakeHub.Repository, cancellationToken: Cancellation);

        var paths = await download.DownloadAsync(snapshot, snapshot.ResultFiles, Folder, cancellationToken: Cancellation);

        Assert.Equal(
            ["eval-set-scores/org/m.json", "eval-set/org/m.json"],
            paths.Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')));
    }

    [Fact]
    public async Task A_revision_is_pinned_to_its_commit_and_everything_is_read_from_there()
    {
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();
        var commit = Hub.Repositories["org/set"].Commit;

        var snapshot = await Hub.Download().ReadAsync(FakeHub.Repository, cancellationToken: Cancellation);
        await DownloadAsync();

        Assert.Equal((commit, $"hf:org/set@{commit}"), (snapshot.Commit, snapshot.Repository.Address));
        Assert.Contains(Hub.Requests, request => request.Path == $"/datasets/org/set/resolve/{commit}/test.jsonl");
        Assert.DoesNotContain(Hub.Requests, request => request.Path.Contains("/resolve/main/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mirror_that_knows_no_commits_is_read_all_the_same()
    {
        Hub.PinsRevisions = false;
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();

        Assert.Single(await DownloadAsync());
    }

    [Fact]
    public async Task Files_of_another_commit_than_the_pinned_one_are_refused()
    {
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();
        var download = Hub.Download();
        var snapshot = await download.ReadAsync(FakeHub.Repository, cancellationToken: Cancellation);
        Hub.Files["more.jsonl"] = "{}"u8.ToArray();

        var refused = await Assert.ThrowsAsync<HubException>(() =>
            download.DownloadAsync(snapshot, snapshot.DatasetFiles, Folder, cancellationToken: Cancellation));

        Assert.Contains("from commit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_that_is_no_hub_is_recognised()
    {
        Hub.OnList = context => context.Response.WriteAsync("<html>");

        Assert.Contains("is it a Hugging Face hub?", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_data_is_refused() =>
        Assert.Contains("has no file of the kind needed (Parquet or JSON Lines)", await RefusalAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_listing_cannot_lead_out_of_the_folder()
    {
        Hub.Files["../../test.jsonl"] = "{}"u8.ToArray();

        Assert.Contains("leads out of the download's folder", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_fill_the_disk_is_refused_before_a_byte_arrives()
    {
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();
        Hub.Repositories["org/set"].ListedSizes["test.jsonl"] = long.MaxValue;

        Assert.Contains("is the most that is taken; nothing was downloaded", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Contains("lists more than 1 files", await RefusalAsync(new HubLimits { MaxFiles = 1 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf:allenai/reward-bench-2", "main")]
    [InlineData("hf:allenai/reward-bench-2@v1.0", "v1.0")]
    [InlineData("hf:allenai/reward-bench-2@refs/pr/3", "refs/pr/3")]
    [InlineData("hf:allenai", null)]
    [InlineData("hf:../etc", null)]
    [InlineData("hf:a/b/c", null)]
    [InlineData("hf:a/b?c", null)]
    [InlineData("hf:a/b@", null)]
    [InlineData("hf:a/b@../../c", null)]
    [InlineData("hf:a/b@c?d", null)]
    [InlineData("allenai/reward-bench-2", null)]
    public void Repositories_and_their_revisions_are_told_from_paths(string text, string? revision)
    {
        Assert.Equal(revision, HubRepository.Parse(text)?.Revision);
        Assert.True(revision is null || HubRepository.Parse(text)!.Address == text);
    }
}
