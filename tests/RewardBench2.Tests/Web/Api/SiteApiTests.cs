using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Api;

/// <summary>The public API as a script uses it: a whole submission, its control, and what bad requests are told.</summary>
public sealed class SiteApiTests : IClassFixture<SiteApiTests.Site>
{
    private readonly HttpClient _client;

    public SiteApiTests(Site site) => _client = site.CreateClient();

    /// <summary>One site for all of these facts.</summary>
    public sealed class Site : HostedSite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_leaderboard_holds_the_published_models_and_the_sweeps_when_asked_for()
    {
        var rows = (await GetAsync("/api/v1/leaderboard")).GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(73, rows.Count(row => row.GetProperty("provenance").GetString() == "published"));
        Assert.Equal("Skywork/Skywork-Reward-V2-Llama-3.1-8B", rows[0].GetProperty("model").GetString());
        Assert.Equal(0.8413, rows[0].GetProperty("average").GetProperty("score").GetDouble());
        Assert.Equal(1, rows[0].GetProperty("rank").GetInt32());
        Assert.Equal(0.6625, rows[0].GetProperty("subsets").GetProperty("Precise IF").GetProperty("score").GetDouble());

        var all = (await GetAsync("/api/v1/leaderboard?sweeps=true")).GetProperty("rows").EnumerateArray();
        Assert.Equal(197, all.Count(row => row.GetProperty("provenance").GetString() == "published"));
    }

    [Fact]
    public async Task A_submitted_baseline_is_scored_ranked_and_handed_out_in_the_official_formats()
    {
        var submitted = await SubmitAsync("acme/longest", "longest");
        var runId = submitted.GetProperty("runId").GetString()!;
        Assert.Equal($"/runs/{runId}", submitted.GetProperty("url").GetString());
        var run = await FinishedAsync(runId);
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());

        var leaderboard = await GetAsync("/api/v1/leaderboard?dataset=starter&search=acme/longest");
        var row = Assert.Single(leaderboard.GetProperty("rows").EnumerateArray());
        Assert.Equal(runId, row.GetProperty("runId").GetString());
        Assert.True(row.GetProperty("average").GetProperty("low").GetDouble() < row.GetProperty("average").GetProperty("score").GetDouble());

        var result = await GetAsync($"/api/v1/runs/{runId}/result");
        Assert.Equal(row.GetProperty("subsets").GetProperty("Math").GetProperty("score").GetDouble(), result.GetProperty("Math").GetDouble());

        var scores = await GetAsync($"/api/v1/runs/{runId}/scores");
        Assert.Equal(180, scores.GetProperty("id").GetArrayLength());
        Assert.Equal(180, scores.GetProperty("scores").GetArrayLength());
    }

    [Fact]
    public async Task Scores_that_are_handed_out_can_be_handed_in_again_and_give_the_same_result()
    {
        var runId = (await SubmitAsync("acme/overlap", "overlap")).GetProperty("runId").GetString()!;
        var run = await FinishedAsync(runId);
        var scores = await _client.GetByteArrayAsync(new Uri($"/api/v1/runs/{runId}/scores", UriKind.Relative), Cancellation);

        using var form = new MultipartFormDataContent
        {
            { new StringContent("acme/uploaded"), "model" },
            { new StringContent("Custom Classifier"), "modelType" },
            { new StringContent("starter"), "dataset" },
            { new ByteArrayContent(scores), "scores", "scores.json" },
        };
        using var response = await _client.PostAsync(new Uri("/api/v1/submissions", UriKind.Relative), form, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var uploaded = await FinishedAsync((await ReadAsync(response)).GetProperty("runId").GetString()!);
        Assert.Equal(run.GetProperty("average").GetDouble(), uploaded.GetProperty("average").GetDouble());
    }

    [Fact]
    public async Task A_private_run_is_seen_with_its_manage_token_only()
    {
        using var response = await PostAsync(Submission("acme/secret", "constant", publish: false));
        var submitted = await ReadAsync(response);
        var path = $"/api/v1/runs/{submitted.GetProperty("runId").GetString()}";

        using var hidden = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.DoesNotContain("acme/secret", await _client.GetStringAsync(new Uri("/api/v1/runs", UriKind.Relative), Cancellation), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", submitted.GetProperty("manageToken").GetString()) },
        };
        using var shown = await _client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
    }

    [Theory]
    [InlineData("""{"model":"<b>x</b>/y","modelType":"DPO","dataset":"starter","backend":{"kind":"baseline","name":"longest"}}""", 422, "model")]
    [InlineData("""{"model":"a/b","modelType":"Oracle","dataset":"starter","backend":{"kind":"baseline","name":"longest"}}""", 422, "modelType")]
    [InlineData("""{"model":"a/b","modelType":"DPO","dataset":"nowhere","backend":{"kind":"baseline","name":"longest"}}""", 422, "dataset")]
    [InlineData("""{"model":"a/b","modelType":"DPO","dataset":"starter","backend":{"kind":"baseline","name":"best"}}""", 422, "backend.name")]
    [InlineData("""{"model":"a/b","modelType":"DPO","dataset":"starter"}""", 422, "backend")]
    [InlineData("""{"model":""", 400, null)]
    public async Task A_bad_submission_is_told_what_to_correct_and_makes_no_run(string body, int status, string? field)
    {
        var before = (await GetAsync("/api/v1/runs")).GetProperty("runs").GetArrayLength();
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await _client.PostAsync(new Uri("/api/v1/submissions", UriKind.Relative), content, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await ReadAsync(response);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.True((await GetAsync("/api/v1/runs")).GetProperty("runs").GetArrayLength() <= before + 1);
    }

    [Fact]
    public async Task Only_the_holder_of_the_manage_token_controls_a_run_and_only_as_its_state_allows()
    {
        var submitted = await SubmitAsync("acme/controlled", "shortest");
        var runId = submitted.GetProperty("runId").GetString()!;
        await FinishedAsync(runId);

        Assert.Equal(HttpStatusCode.Forbidden, (await ControlAsync(runId, "cancel", "wrong")).Status);
        var (status, detail) = await ControlAsync(runId, "cancel", submitted.GetProperty("manageToken").GetString()!);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("finished", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/leaderboard?sort=beauty", 400)]
    [InlineData("/api/v1/leaderboard?type=Oracle", 400)]
    [InlineData("/api/v1/leaderboard?dataset=nowhere", 404)]
    [InlineData("/api/v1/runs?state=asleep", 400)]
    [InlineData("/api/v1/runs/nothing", 404)]
    [InlineData("/api/v1/nothing", 404)]
    public async Task A_question_nobody_can_answer_gets_problem_details(string path, int status)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_OpenAPI_document_names_every_path_of_the_contract()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "/api/v1/leaderboard", "/api/v1/leaderboard.csv", "/api/v1/leaderboard.json", "/api/v1/prompts", "/api/v1/submissions",
                "/api/v1/runs", "/api/v1/runs/{runId}", "/api/v1/runs/{runId}/{action}", "/api/v1/runs/{runId}/result", "/api/v1/runs/{runId}/scores",
            },
            paths);
    }

    private async Task<(HttpStatusCode Status, string Detail)> ControlAsync(string runId, string action, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/runs/{runId}/{action}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await _client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static object Submission(string model, string baseline, bool publish = true) => new
    {
        model,
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "baseline", name = baseline },
        publish,
    };

    private async Task<JsonElement> SubmitAsync(string model, string baseline)
    {
        using var response = await PostAsync(Submission(model, baseline));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await ReadAsync(response);
    }

    private Task<HttpResponseMessage> PostAsync(object submission) =>
        _client.PostAsJsonAsync("/api/v1/submissions", submission, Cancellation);

    // Asks until the run has ended; the test's own time limit is the only clock.
    private async Task<JsonElement> FinishedAsync(string runId)
    {
        while (true)
        {
            var run = await GetAsync($"/api/v1/runs/{runId}");
            switch (run.GetProperty("state").GetString())
            {
                case "finished": return run;
                case "failed" or "cancelled": throw new InvalidOperationException(run.ToString());
                default: await Task.Yield(); break;
            }
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
}
