using RewardBench2.Tests.Exchange.Hub;

namespace RewardBench2.Tests.Web.Commands;

public sealed class OfficialImportCommandTests : IAsyncLifetime
{
    private readonly SiteProgram _program = new();
    private OfficialHub _official = null!;

    public async ValueTask InitializeAsync()
    {
        _official = await OfficialHub.StartAsync();
        _program.Environment["HuggingFace__Endpoint"] = _official.Hub.Endpoint.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _official.DisposeAsync();
        _program.Dispose();
    }

    [Fact]
    public async Task One_command_brings_the_official_site_into_being_in_spite_of_faults_and_says_what_was_joined_how()
    {
        _official.BreakSometimes();
        _official.Results["eval-set-scores/lab-0/rm-000.json"] = "{\"model\":\"lab-0/rm-000\",\"id\":["u8.ToArray();
        _official.Results["eval-set/lab-1/rm-001.json"] = "{\"model\":\"/disk/run 7\",\"model_type\":\"DPO\",\"Math\":0.5}"u8.ToArray();

        var (exit, output, error) = await _program.RunAsync("import", "official");

        Assert.True(exit == 0, error);
        var lines = output.Trim().Split('\n');
        Assert.Equal(376 + 1, lines.Length);
        Assert.Contains("eval-set-scores/lab-2/rm-002.json -> lab-2/rm-002: imported. 5 of 5 rows joined: 5 by text.", lines);
        Assert.Contains("eval-set/lab-1/rm-001.json -> lab-1/rm-001: imported. Published scores of Math.", lines);
        Assert.Contains(lines, line => line.StartsWith("eval-set-scores/lab-0/rm-000.json: not joined. rm-000.json is cut off", StringComparison.Ordinal));
        Assert.Contains("375 were imported, 0 were already present, 1 could not be joined", lines[^1], StringComparison.Ordinal);
        Assert.Contains($"reward-bench-2-results@{_official.Hub.Repositories["allenai/reward-bench-2-results"].Commit}", lines[^1], StringComparison.Ordinal);
        Assert.Contains("100 %  Downloading allenai/reward-bench-2-results", error, StringComparison.Ordinal);
        Assert.Contains("(429)", error, StringComparison.Ordinal);

        var leaderboard = (await _program.RunAsync("export", "leaderboard", "--format", "csv")).Output;
        Assert.Contains("lab-5/rm-187", leaderboard, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_program.Folder, "data", "downloads"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_second_command_goes_on_where_the_first_one_stopped_and_a_third_changes_nothing()
    {
        var isAway = false;
        var served = 0;
        _official.Hub.OnDownload = (context, _) => Task.FromResult(
            (isAway |= Interlocked.Increment(ref served) > 200) && (context.Response.StatusCode = 404) > 0);
        var first = await _program.RunAsync("import", "official");
        Assert.Equal(1, first.Exit);
        Assert.Contains("(404)", first.Error, StringComparison.Ordinal);

        var before = Downloads();
        _official.Hub.OnDownload = null;
        var second = await _program.RunAsync("import", "official");
        Assert.Equal(376, Imported(first.Output) + Imported(second.Output));
        Assert.Contains("0 could not be joined", second.Output, StringComparison.Ordinal);
        Assert.InRange(Downloads() - before, 1, 376 - 190);

        var third = await _program.RunAsync("import", "official");
        Assert.Contains("0 were imported, 376 were already present", third.Output, StringComparison.Ordinal);
        Assert.Contains("here already", third.Output, StringComparison.Ordinal);

        static int Imported(string output) => output.Split('\n').Count(line => line.Contains(": imported. ", StringComparison.Ordinal));

        int Downloads() => _official.Hub.Requests.Count(request => request.Path.StartsWith("/store/allenai/reward-bench-2-results", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repositories_are_named_with_their_revisions_everywhere()
    {
        var commit = _official.Hub.Repositories["allenai/reward-bench-2"].Commit;
        Assert.Contains("Imported 5 prompts", (await _program.RunAsync("import", "dataset", $"hf:allenai/reward-bench-2@{commit}")).Output, StringComparison.Ordinal);
        Assert.Contains("Imported 376 files", (await _program.RunAsync("import", "results", "hf:allenai/reward-bench-2-results@main")).Output, StringComparison.Ordinal);

        var unknown = await _program.RunAsync("import", "results", "hf:allenai/reward-bench-2-results@0123456789012345678901234567890123456789");
        Assert.Equal(1, unknown.Exit);
        Assert.Equal(2, (await _program.RunAsync("import", "official", "--results", "allenai/x")).Exit);
    }
}
