using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Api;

/// <summary>Templates rendered through the running site.</summary>
public sealed class ChatTemplatesApiTests : IClassFixture<ChatTemplatesApiTests.Site>
{
    private const string Path = "/api/v1/chat-templates/render";

    private readonly HttpClient _client;

    public ChatTemplatesApiTests(Site site) => _client = site.CreateClient();

    /// <summary>One site for all of these facts.</summary>
    public sealed class Site : HostedSite;

    [Fact]
    public async Task A_template_is_rendered_with_exactly_the_values_given()
    {
        var (status, body) = await PostAsync("""
            {"template": "{{ bos_token }}{% for m in messages %}\n<{{ m.role }}>{{ m.content }}\n{% endfor %}{{ tools is none }}{{ documents is defined }}{{ 7 // 2 }}\n",
             "values": {"messages": [{"role": "user", "content": "Grüße 😀 {{ 1 }}"}], "bos_token": "<s>", "tools": null, "add_generation_prompt": false}}
            """);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("<s><user>Grüße 😀 {{ 1 }}\nTrueFalse3", body.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{{ 1 }}\n{{ raise_exception('turns must alternate') }}", 2, "turns must alternate")]
    [InlineData("a\nb\n{% if %}", 3, "line 3")]
    [InlineData("{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}", 1, "too much work")]
    public async Task A_refusal_says_the_line(string template, int line, string says)
    {
        var (status, body) = await PostAsync(JsonSerializer.Serialize(new { template, values = new { messages = Array.Empty<object>() } }));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(line, body.GetProperty("line").GetInt32());
        Assert.Contains(says, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"template": "x"}""")]
    [InlineData("""{"template": 5, "values": {}}""")]
    [InlineData("""{"template": "x", "values": []}""")]
    public async Task A_body_that_is_something_else_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(body)).Status);

    [Fact]
    public async Task Halves_of_characters_are_replaced()
    {
        var (status, body) = await PostAsync("""{"template": "{{ a }}|{{ b['\ud83d'] }}|{{ c }}", "values": {"a": "x\ud83d", "b": {"\ud83d": "y"}, "c": "\ud83d\ude00\\ud83d"}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("x\ufffd|y|😀\\ud83d", body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync("""{"values": {}, "template": """ + '"' + new string('x', 300_000) + "\"}")).Status);

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri(Path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
