using System.Net.Http.Json;
using System.Text.Json;

namespace RewardBench2.BrowserTests;

/// <summary>The pages of other benchmarks, with a model that was submitted to two of them at once, are held to the same as those of RewardBench 2.</summary>
[Collection(BrowserTests.Name)]
public sealed class OtherBenchmarkTests(Chromium chromium, OtherBenchmarkSite site) : IClassFixture<OtherBenchmarkSite>
{
    public static TheoryData<string> Pages { get; } =
    [
        "/submissions/ID",
        "/runs/RUN",
        "/?dataset=rm-bench",
        "/models/acme/longest?dataset=rm-bench",
        "/prompts?dataset=judgebench",
        "/compare?dataset=rm-bench&model=acme/longest&model=acme/shortest",
        "/matrix?dataset=rm-bench",
        "/pictures?dataset=rm-bench",
        "/benchmarks",
        "/submit",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_fits_every_screen_and_gives_the_browser_nothing_to_complain_about(string path)
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk, site.Address);
        await visitor.GoAsync(path.Replace("ID", site.Submission, StringComparison.Ordinal).Replace("RUN", site.Run, StringComparison.Ordinal));
        await PageRules.HoldAsync(visitor);
    }
}

/// <summary>A site with RM-Bench and JudgeBench (made-up rows) and two baselines that were submitted to both.</summary>
public sealed class OtherBenchmarkSite : IAsyncLifetime
{
    private readonly SiteUnderTest _site = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>A submission of both benchmarks.</summary>
    public string Submission { get; private set; } = null!;

    /// <summary>The first of its runs, finished.</summary>
    public string Run { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Address = _site.Start();
        foreach (var benchmark in new[] { "rm-bench", "judgebench" })
        {
            await MadeUpImports.ImportAsync(_site.Services, benchmark, TestContext.Current.CancellationToken);
        }

        using var client = new HttpClient { BaseAddress = Address };
        await SubmitAsync(client, "shortest");
        var submitted = await SubmitAsync(client, "longest");
        Submission = submitted.GetProperty("submissionId").GetString()!;
        Run = submitted.GetProperty("runs")[0].GetProperty("runId").GetString()!;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static async Task<JsonElement> SubmitAsync(HttpClient client, string baseline)
    {
        using var response = await client.PostAsJsonAsync(
            "api/v1/submissions",
            new { model = $"acme/{baseline}", modelType = "Baseline", benchmark = new[] { "rm-bench", "judgebench" }, backend = new { kind = "baseline", name = baseline } },
            TestContext.Current.CancellationToken);
        var submitted = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        foreach (var run in submitted.GetProperty("runs").EnumerateArray())
        {
            await new SiteScript(client).UntilAsync(run.GetProperty("runId").GetString()!, "finished");
        }

        return submitted;
    }
}
