using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Api;

/// <summary>Whatever a script sends that is not text is refused in a sentence or read with U+FFFD, never a fault of the site.</summary>
public sealed class UnicodeBodiesTests : IDisposable
{
    private readonly HostedSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("""{"model":"acme/\ud83d","modelType":"DPO","dataset":"starter","backend":{"kind":"baseline","name":"longest"}}""", 422)]
    [InlineData("""{"model":"acme/a\u0000","modelType":"DPO","dataset":"starter","backend":{"kind":"baseline","name":"longest"}}""", 422)]
    [InlineData("""{"model":"acme/a","modelType":"DPO","dataset":"\ud83d","backend":{"kind":"baseline","name":"longest"}}""", 422)]
    [InlineData("""{"model":"acme/a","modelType":"DPO","dataset":"starter","backend":{"kind":"\ud83d"}}""", 422)]
    [InlineData("""{"\ud83d":1,"model":"acme/a","modelType":"DPO","dataset":"starter","backend":{"kind":"endpoint","protocol":"auto","url":"\udc00"}}""", 422)]
    public async Task Halves_of_characters_in_a_submission_are_refused_in_a_sentence(string body, int status)
    {
        using var response = await PostAsync("api/v1/submissions", Encoding.UTF8.GetBytes(body));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotEmpty(await DetailAsync(response));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("latin1")]
    public async Task Another_encoding_is_answered_with_its_name(string encoding)
    {
        var text = """{"model":"acmé/a","modelType":"DPO","dataset":"starter"}""";
        byte[] body = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)];
        foreach (var path in new[] { "api/v1/submissions", "api/v1/prompts/starter/starter-math-1/flags" })
        {
            using var response = await PostAsync(path, body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("save it as UTF-8", await DetailAsync(response), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_comment_that_is_no_text_is_kept_as_far_as_it_is_one()
    {
        using var response = await PostAsync("api/v1/prompts/starter/starter-math-2/flags", """{"reason":"other","comment":"a\ud83d\u0000b"}"""u8.ToArray());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("api/v1/leaderboard?dataset=%00", 404)]
    [InlineData("api/v1/leaderboard?search=%00", 200)]
    [InlineData("api/v1/prompts?q=%00%EF%BF%BD", 200)]
    public async Task An_address_with_NUL_finds_nothing(string path, int status)
    {
        using var client = _site.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Contains((int)response.StatusCode, new[] { status, 400 });
    }

    [Fact]
    public async Task A_scores_file_in_another_encoding_is_refused_and_named()
    {
        using var client = _site.CreateClient();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("acme/a"), "model" },
            { new StringContent("DPO"), "modelType" },
            { new StringContent("starter"), "dataset" },
            { new ByteArrayContent(Encoding.Latin1.GetBytes("{\"id\":\"é\"}")), "scores", "scores.jsonl" },
        };
        using var response = await client.PostAsync(new Uri("api/v1/submissions", UriKind.Relative), form, Cancellation);
        Assert.Equal(422, (int)response.StatusCode);
        Assert.Contains("Latin-1", await DetailAsync(response), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body)
    {
        using var client = _site.CreateClient();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await client.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("detail").GetString()!;
}
