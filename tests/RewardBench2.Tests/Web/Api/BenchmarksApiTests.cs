using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Tests.Web.Api;

/// <summary>Benchmarks and their definitions over the API.</summary>
public sealed class BenchmarksApiTests : IDisposable
{
    private const string Password = "a password of the test";

    private readonly HostedSite _site = new(new Dictionary<string, string> { ["Admin:Password"] = Password });
    private readonly HttpClient _client;

    public BenchmarksApiTests() => _client = _site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _site.Dispose();
    }

    [Fact]
    public async Task The_benchmarks_of_the_project_are_listed_with_what_is_here_of_each()
    {
        var benchmarks = (await ReadAsync("api/v1/benchmarks")).GetProperty("benchmarks").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);

        Assert.Equal(BenchmarkCatalog.All.Select(benchmark => benchmark.Name), benchmarks.Keys);
        Assert.True(benchmarks["rewardbench-2"].GetProperty("models").GetInt32() > 50);
        Assert.True(benchmarks["rewardbench-1"].GetProperty("models").GetInt32() > 100);
        Assert.Equal((0, JsonValueKind.Null), (benchmarks["rm-bench"].GetProperty("models").GetInt32(), benchmarks["rm-bench"].GetProperty("dataset").ValueKind));
        Assert.Equal(0.1, benchmarks["rewardmath"].GetProperty("chance").GetDouble());
        Assert.Equal(["starter"], benchmarks["rewardbench-2"].GetProperty("datasets").EnumerateArray().Select(dataset => dataset.GetString()));
        var subset = (await ReadAsync("api/v1/benchmarks/rm-bench")).GetProperty("subsets")[0];
        Assert.Equal("chat", subset.GetProperty("name").GetString());
        Assert.Equal(("style-matrix", 3), (subset.GetProperty("rule").GetProperty("type").GetString(), subset.GetProperty("rule").GetProperty("styles").GetInt32()));
    }

    [Fact]
    public async Task A_definition_is_brought_in_by_an_admin_and_read_back_by_anyone()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Post, "api/v1/benchmarks", MadeUpBenchmarks.OwnDefinition, password: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "api/v1/benchmarks", MadeUpBenchmarks.OwnDefinition, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "api/v1/benchmarks", MadeUpBenchmarks.OwnDefinition, Password)).StatusCode);

        var again = DefinitionFile.Read(await _client.GetStringAsync(new Uri("api/v1/benchmarks/house-rules/definition", UriKind.Relative), Cancellation));
        Assert.Equal(["Tone", "Form"], again.Subsets.Select(subset => subset.Name));

        var other = MadeUpBenchmarks.OwnDefinition.Replace("House rules", "Other rules", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Post, "api/v1/benchmarks", other, Password)).StatusCode);
        var bad = await SendAsync(HttpMethod.Post, "api/v1/benchmarks", """{ "name": "x" }""", Password);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("1 to 200 subsets", await bad.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Delete, "api/v1/benchmarks/house-rules", body: null, password: null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "api/v1/benchmarks/house-rules", body: null, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, "api/v1/benchmarks/house-rules", body: null, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Delete, "api/v1/benchmarks/rm-bench", body: null, Password)).StatusCode);
    }

    [Fact]
    public async Task The_schema_that_definitions_name_is_served()
    {
        var schema = await ReadAsync("schemas/benchmark.json");

        Assert.Equal("A reward-model benchmark", schema.GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_first_RewardBench_has_a_leaderboard_of_its_published_sections()
    {
        var board = await ReadAsync("api/v1/leaderboard?dataset=rewardbench-1&sort=Reasoning");

        Assert.Equal("rewardbench-1", board.GetProperty("benchmark").GetString());
        var best = board.GetProperty("rows")[0];
        var sections = best.GetProperty("further").EnumerateObject().ToDictionary(section => section.Name, section => section.Value.GetProperty("score").GetDouble());
        Assert.Equal(["Chat", "Chat Hard", "Reasoning", "Safety"], sections.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(sections.Values.Average(), best.GetProperty("average").GetProperty("score").GetDouble(), 1e-3);
        Assert.True(best.GetProperty("average").GetProperty("low").GetDouble() < best.GetProperty("average").GetProperty("score").GetDouble());
        Assert.Equal(
            board.GetProperty("rows").EnumerateArray().Select(row => Section(row, "Reasoning")).OfType<double>().OrderDescending(),
            board.GetProperty("rows").EnumerateArray().Select(row => Section(row, "Reasoning")).OfType<double>());
    }

    [Theory]
    [InlineData("api/v1/leaderboard?dataset=nowhere")]
    [InlineData("api/v1/leaderboard?dataset=starter-candidates")]
    [InlineData("api/v1/benchmarks/nowhere")]
    public async Task What_is_not_here_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation)).StatusCode);

    private static double? Section(JsonElement row, string name) =>
        row.GetProperty("further").TryGetProperty(name, out var section) ? section.GetProperty("score").GetDouble() : null;

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? password)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (password is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}")));
        }

        return await _client.SendAsync(request, Cancellation);
    }

    private async Task<JsonElement> ReadAsync(string path) => JsonElement.Parse(await _client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));
}
