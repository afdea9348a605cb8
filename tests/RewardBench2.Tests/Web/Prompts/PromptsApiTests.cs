using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Prompts;

public sealed class PromptsApiTests : IClassFixture<PromptsApiTests.Site>
{
    private readonly HttpClient _client;

    public PromptsApiTests(Site site) => _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompts_are_paged_with_how_many_there_are_and_what_narrows_them()
    {
        var answer = await ReadAsync("/api/v1/prompts?dataset=starter&subset=Math&pageSize=2&page=2");
        Assert.Equal("starter", answer.GetProperty("dataset").GetString());
        Assert.True(answer.GetProperty("total").GetInt32() > 2);
        Assert.Equal(2, answer.GetProperty("prompts").GetArrayLength());
        Assert.All(answer.GetProperty("prompts").EnumerateArray(), prompt => Assert.Equal("Math", prompt.GetProperty("subset").GetString()));
        Assert.Equal(6, answer.GetProperty("facets").GetProperty("subsets").GetArrayLength());
    }

    [Fact]
    public async Task A_prompt_whose_id_has_a_colon_comes_with_its_completions()
    {
        var answer = await ReadAsync("/api/v1/prompts/starter/tied:0");
        Assert.Equal("tied:0", answer.GetProperty("id").GetString());
        Assert.True(answer.GetProperty("completions")[0].GetProperty("chosen").GetBoolean());
        Assert.Equal(JsonValueKind.String, answer.GetProperty("completions")[0].GetProperty("text").ValueKind);
        Assert.Equal(JsonValueKind.Array, answer.GetProperty("models").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/prompts?q=%22open", HttpStatusCode.BadRequest, "quotation mark")]
    [InlineData("/api/v1/prompts?filter=nonsense", HttpStatusCode.BadRequest, "is not a filter")]
    [InlineData("/api/v1/prompts?filter=a-wrong", HttpStatusCode.BadRequest, "needs a model A")]
    [InlineData("/api/v1/prompts?dataset=none", HttpStatusCode.NotFound, "no dataset 'none'")]
    [InlineData("/api/v1/prompts/starter/none", HttpStatusCode.NotFound, "no prompt 'none'")]
    [InlineData("/api/v1/matrix?dataset=none", HttpStatusCode.NotFound, "no dataset 'none'")]
    [InlineData("/api/v1/generators?subset=none", HttpStatusCode.BadRequest, "is not a subset")]
    public async Task A_bad_request_is_answered_with_what_is_wrong(string address, HttpStatusCode status, string words)
    {
        using var response = await _client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_matrix_has_a_letter_for_every_prompt_of_every_model()
    {
        var answer = await ReadAsync("/api/v1/matrix?dataset=starter");
        var prompts = answer.GetProperty("prompts").GetArrayLength();
        Assert.All(answer.GetProperty("models").EnumerateArray(), model => Assert.Equal(prompts, model.GetProperty("results").GetString()!.Length));
    }

    [Fact]
    public async Task A_flag_is_taken_once_and_is_not_public_before_it_is_settled()
    {
        var address = new Uri("/api/v1/prompts/starter/starter-math-2/flags", UriKind.Relative);
        using var first = await _client.PostAsJsonAsync(address, new { reason = "wrong label", comment = "<script>" }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        using var second = await _client.PostAsJsonAsync(address, new { reason = "wrong label", comment = "again" }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Equal(0, (await ReadAsync("/api/v1/flags?dataset=starter")).GetProperty("flags").GetArrayLength());
    }

    [Fact]
    public async Task The_list_stands_in_the_page_before_any_circuit()
    {
        var html = await _client.GetStringAsync(new Uri("/prompts?dataset=starter", UriKind.Relative), Cancellation);
        Assert.Contains("starter-factuality-1", html, StringComparison.Ordinal);
        Assert.Contains("Canberra", await _client.GetStringAsync(new Uri("/prompts/starter/starter-factuality-1", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    /// <summary>One for all facts here.</summary>
    public sealed class Site : HostedSite;

    private async Task<JsonElement> ReadAsync(string address) =>
        await _client.GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative), Cancellation);
}
