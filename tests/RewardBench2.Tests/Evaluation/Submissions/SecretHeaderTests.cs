using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Evaluation.Submissions;

/// <summary>Headers that a submitter names: sent, kept secret, wiped, asked for again.</summary>
public sealed class SecretHeaderTests : IAsyncDisposable
{
    private const string Secret = "secret-of-azure-1";

    private readonly ScriptedSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_deployment_behind_a_header_and_a_version_is_scored_and_the_header_is_shown_by_name_only()
    {
        await using var azure = await FakeServer.StartAsync(Azure);
        var (runId, token) = await SubmitAsync(azure);
        await _site.Script.UntilAsync(runId, "finished");

        Assert.All(azure.Requests, request => Assert.Equal(("?api-version=2024-10-21", Secret), (request.Query, request.Headers["api-key"])));
        var card = JsonNode.Parse(await _site.Script.ReadAsync($"api/v1/runs/{runId}/protocol"))!;
        Assert.Equal(["api-key"], card["headers"]!.AsArray().Select(name => name!.ToString()));
        foreach (var shown in new[] { $"runs/{runId}", $"runs/{runId}?manage={token}", $"api/v1/runs/{runId}", $"api/v1/runs/{runId}/protocol" })
        {
            Assert.DoesNotContain(Secret, await _site.Script.ReadAsync(shown), StringComparison.Ordinal);
        }

        Assert.Contains("api-key", await _site.Script.ReadAsync($"runs/{runId}"), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_site.DataFolder, "rewardbench2.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), file =>
        {
            using var reading = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            reading.CopyTo(bytes);
            Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_retry_asks_for_the_headers_again_and_takes_no_others()
    {
        var isBroken = true;
        await using var azure = await FakeServer.StartAsync(request =>
            isBroken && request.Method == "POST" ? new FakeAnswer(400, """{"error":{"message":"not today"}}""") : Azure(request));
        var (runId, token) = await SubmitAsync(azure);
        await _site.Script.UntilAsync(runId, "failed");
        isBroken = false;

        Assert.Contains("deleted when the run ended: api-key", await _site.Script.ControlAsync(runId, token, "retry"), StringComparison.Ordinal);
        Assert.Contains("only the headers of the submission", await RetryAsync(new() { ["api-key"] = Secret, ["x-more"] = "y" }), StringComparison.Ordinal);
        Assert.Contains("needs a value", await RetryAsync(new() { ["api-key"] = " " }), StringComparison.Ordinal);
        Assert.Contains("queued", await RetryAsync(new() { ["api-key"] = Secret }), StringComparison.Ordinal);
        await _site.Script.UntilAsync(runId, "finished");

        Task<string> RetryAsync(Dictionary<string, string> headers) => _site.Script.ControlAsync(runId, token, "retry", new { headers });
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("X-Forwarded-For")]
    public async Task A_header_that_is_not_the_submitters_to_set_is_refused(string name)
    {
        using var response = await _site.Client.PostAsJsonAsync(
            "api/v1/submissions",
            new { model = "acme/rm", modelType = "Seq. Classifier", dataset = "starter", backend = new { kind = "endpoint", url = "https://rm.example", headers = new Dictionary<string, string> { [name] = "x" } } },
            Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains($"The header {name} cannot be submitted: this site sets it itself", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("null", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("\"key\"", HttpStatusCode.BadRequest)]
    [InlineData("{\"headers\":{\"a\":1}}", HttpStatusCode.BadRequest)]
    public async Task A_retry_takes_no_body_whatever_it_calls_itself_and_refuses_what_is_no_json(string body, HttpStatusCode status)
    {
        await using var server = await FakeServer.StartAsync(_ => FakeAnswer.NotFound);
        var (runId, token) = await _site.Script.SubmitAsync(new
        {
            model = "acme/rm",
            modelType = "Seq. Classifier",
            dataset = "starter",
            backend = new { kind = "endpoint", url = server.Url },
        });
        await _site.Script.UntilAsync(runId, "failed");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/runs/{runId}/retry")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

        using var response = await _site.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("Exception", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private Task<(string RunId, string Token)> SubmitAsync(FakeServer azure) => _site.Script.SubmitAsync(new
    {
        model = "acme/azure",
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new
        {
            kind = "endpoint",
            protocol = "nim-reward",
            url = new Uri(azure.Url, "/openai/deployments/rm/chat/completions?api-version=2024-10-21"),
            servedModel = "rm",
            headers = new Dictionary<string, string> { ["api-key"] = Secret },
        },
    });

    private static FakeAnswer Azure(FakeRequest request) => request switch
    {
        { Query: not "?api-version=2024-10-21" } => new FakeAnswer(404, """{"error":{"code":"404","message":"Resource not found"}}"""),
        _ when request.Headers.GetValueOrDefault("api-key") != Secret =>
            new FakeAnswer(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key"}}"""),
        { Path: "/openai/deployments/rm/chat/completions" } => StandIns.Chat(
            FormattableString.Invariant($"[{StandIns.Reward(request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString())}]")),
        _ => FakeAnswer.NotFound,
    };
}
