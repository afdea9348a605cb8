using System.Net;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Api;

public sealed class PromptResultsApiTests : IClassFixture<PromptResultsApiTests.Site>
{
    private readonly HttpClient _client;
    private readonly SiteScript _script;

    public PromptResultsApiTests(Site site)
    {
        _client = site.CreateClient();
        _script = site.ScriptOf(_client);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_can_be_taken_away_prompt_by_prompt_in_three_formats()
    {
        var (runId, token) = await RunAsync("me/alone", publish: false);
        _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var address = $"api/v1/runs/{runId}/prompt-results";
        var prompts = (await _script.RunAsync(runId)).GetProperty("promptsTotal").GetInt32();

        using var json = JsonDocument.Parse(await _script.ReadAsync($"{address}.json"));
        Assert.Equal(prompts, json.RootElement.GetArrayLength());
        Assert.Equal(prompts + 1, (await _script.ReadAsync($"{address}.csv")).TrimEnd().Split('\n').Length);
        var parquet = await _client.GetByteArrayAsync(new Uri($"{address}.parquet", UriKind.Relative), Cancellation);
        Assert.Equal(("PAR1", "PAR1"), (System.Text.Encoding.ASCII.GetString(parquet, 0, 4), System.Text.Encoding.ASCII.GetString(parquet, parquet.Length - 4, 4)));
    }

    [Fact]
    public async Task All_public_runs_of_a_dataset_come_in_one_file_and_private_ones_do_not()
    {
        var (shown, _) = await RunAsync("me/shown", publish: true);
        var (hidden, _) = await RunAsync("me/hidden", publish: false);

        var rows = await _script.ReadAsync("api/v1/prompt-results.json?dataset=starter");
        Assert.Contains(shown, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, rows, StringComparison.Ordinal);
        using var refused = await _client.GetAsync(new Uri($"api/v1/runs/{hidden}/prompt-results.csv", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8")]
    [InlineData("json", "application/json")]
    [InlineData("parquet", "application/vnd.apache.parquet")]
    public async Task The_document_of_the_api_has_every_format(string extension, string contentType)
    {
        using var document = JsonDocument.Parse(await _script.ReadAsync("openapi/v1.json"));
        foreach (var path in new[] { $"/api/v1/prompt-results.{extension}", $"/api/v1/runs/{{runId}}/prompt-results.{extension}" })
        {
            var get = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty("get");
            Assert.Contains("num_correct", get.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.True(get.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty(contentType, out _));
        }
    }

    [Fact]
    public async Task A_dataset_that_is_not_here_is_said_to_be_missing()
    {
        using var response = await _client.GetAsync(new Uri("api/v1/prompt-results.csv?dataset=none", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<(string RunId, string Token)> RunAsync(string model, bool publish)
    {
        var (runId, token) = await _script.SubmitAsync(new { model, modelType = "Baseline", dataset = "starter", publish, backend = new { kind = "baseline", name = "longest" } });
        _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await _script.UntilAsync(runId, "finished");
        _client.DefaultRequestHeaders.Authorization = null;
        return (runId, token);
    }

    /// <summary>One for all facts here.</summary>
    public sealed class Site : HostedSite;
}
