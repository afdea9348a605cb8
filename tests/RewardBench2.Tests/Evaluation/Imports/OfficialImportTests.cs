using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;
using RewardBench2.Tests.Exchange.Hub;

namespace RewardBench2.Tests.Evaluation.Imports;

public sealed class OfficialImportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_commits_that_were_read_are_recorded()
    {
        await using var official = await OfficialHub.StartAsync();
        await using var host = await ImportHost.OpenAsync(official.Hub.Endpoint);
        await host.Get<DatasetTable>().DeleteAsync(DatasetImport.Official, Cancellation);

        var report = await ImportAsync(host);

        var dataset = await host.Get<DatasetTable>().FindAsync(DatasetImport.Official, Cancellation);
        Assert.Equal($"hf:allenai/reward-bench-2@{official.Hub.Repositories["allenai/reward-bench-2"].Commit}", dataset!.Source);
        var results = official.Hub.Repositories["allenai/reward-bench-2-results"].Commit;
        Assert.Equal($"hf:allenai/reward-bench-2-results@{results}", report.Results);
        var published = await host.Get<ReportedScoreTable>().ReadAsync(DatasetImport.Official, modelId: null, Cancellation);
        Assert.All(published, score => Assert.EndsWith(results, score.Url, StringComparison.Ordinal));
        Assert.Equal(188, (await host.ReadRunsAsync()).Count(run => run.Request.Contains(results, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_imports_of_a_repository_at_once_are_told_of_each_other()
    {
        await using var official = await OfficialHub.StartAsync();
        await using var host = await ImportHost.OpenAsync(official.Hub.Endpoint);
        using var first = await HubFolder.OpenAsync(
            host.Get<HubSource>(), new OfficialRequest().Results, onWait: null, Cancellation);

        var refused = await Assert.ThrowsAsync<HubException>(() => ImportAsync(host, replace: true));

        Assert.Contains("Another import of allenai/reward-bench-2-results is already running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_commit_drops_what_was_kept_of_an_older_one()
    {
        await using var official = await OfficialHub.StartAsync();
        await using var host = await ImportHost.OpenAsync(official.Hub.Endpoint);
        var source = host.Get<HubSource>();
        var repository = new OfficialRequest().Dataset;
        using (var folder = await HubFolder.OpenAsync(source, repository, onWait: null, Cancellation))
        {
            await folder.DownloadAsync(folder.Snapshot.Files, new Progress<DownloadProgress>(), Cancellation);
            Assert.Single(Directory.GetFiles(source.Downloads, "*.jsonl", SearchOption.AllDirectories));
        }

        official.Hub.Repositories[repository.ToString()].Files["README.md"] = "new"u8.ToArray();
        using var again = await HubFolder.OpenAsync(source, repository, onWait: null, Cancellation);
        Assert.Empty(Directory.GetFiles(source.Downloads, "*.jsonl", SearchOption.AllDirectories));
    }

    private static Task<OfficialReport> ImportAsync(ImportHost host, bool replace = false) => host.Get<OfficialImport>().ImportAsync(
        new OfficialRequest { ReplaceDataset = replace }, new Progress<ImportProgress>(), _ => { }, Cancellation);
}
