using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RewardBench2.Tests.Exchange;

namespace RewardBench2.Tests.Web.Api;

public sealed class RunExportsApiTests : IClassFixture<RunExportsApiTests.Site>
{
    private readonly HttpClient _client;
    private readonly SiteScript _script;

    public RunExportsApiTests(Site site)
    {
        _client = site.CreateClient();
        _script = site.ScriptOf(_client);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_can_be_taken_to_Every_Eval_Ever_with_its_prompts()
    {
        var runId = await RunAsync();

        var record = JsonNode.Parse(await _script.ReadAsync($"api/v1/runs/{runId}/every-eval-ever.json"))!.AsObject();
        var bytes = await _client.GetByteArrayAsync(new Uri($"api/v1/runs/{runId}/every-eval-ever-samples.jsonl", UriKind.Relative), Cancellation);

        EveryEvalEverRules.Check(record);
        var samples = System.Text.Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(samples, sample => EveryEvalEverRules.CheckSample(JsonNode.Parse(sample)!.AsObject(), record));
        var file = record["detailed_evaluation_results"]!;
        Assert.Equal((samples.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)file["total_rows"]!, (string?)file["checksum"]));
    }

    [Fact]
    public async Task A_dataset_that_the_hub_does_not_have_has_no_results_there()
    {
        var runId = await RunAsync();
        using var refused = await _client.GetAsync(new Uri($"api/v1/runs/{runId}/eval-results.yaml", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("not on the hub", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync()
    {
        var (runId, _) = await _script.SubmitAsync(
            new { model = "me/exported", modelType = "Baseline", dataset = "starter", publish = true, backend = new { kind = "baseline", name = "longest" } });
        await _script.UntilAsync(runId, "finished");
        return runId;
    }

    /// <summary>One for all facts here.</summary>
    public sealed class Site : HostedSite;
}
