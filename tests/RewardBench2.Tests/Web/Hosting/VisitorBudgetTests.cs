using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation;
using RewardBench2.Web.Access;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Tests.Web.Hosting;

/// <summary>What one visitor may ask of the site, and the answer to one more.</summary>
public sealed class VisitorBudgetTests(ScriptedSite site) : IClassFixture<ScriptedSite>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> LongFields { get; } = new()
    {
        { "model", $$$"""{"model":"{{{Long(400)}}}","modelType":"Baseline","dataset":"starter","backend":{"kind":"baseline","name":"random"}}""" },
        { "dataset", $$$"""{"model":"a/b","modelType":"Baseline","dataset":"{{{Long(400)}}}","backend":{"kind":"baseline","name":"random"}}""" },
        { "backend.name", $$$"""{"model":"a/b","modelType":"Baseline","dataset":"starter","backend":{"kind":"baseline","name":"{{{Long(400)}}}"}}""" },
        { "backend.protocol", Endpoint($$""" "protocol":"{{Long(400)}}" """) },
        { "backend.servedModel", Endpoint($$""" "servedModel":"{{Long(400)}}" """) },
        { "backend.attribute", Endpoint($$""" "attribute":"{{Long(1_001)}}" """) },
        { "backend.chatTemplate", Endpoint($$""" "chatTemplate":"{{Long(140_000)}}" """) },
        { "backend.url", Endpoint(""" "protocol":"auto" """).Replace("8000", $"8000/{Long(2_000)}", StringComparison.Ordinal) },
        { "judge.reader", Endpoint(""" "protocol":"judge-ratings" """, $$""" "reader":"{{Long(400)}}" """) },
        { "judge.template", Endpoint(""" "protocol":"judge-ratings" """, $$""" "template":"{prompt} {completion} {{Long(33_000)}}" """) },
        { "judge.template", Endpoint(""" "protocol":"judge-ratings" """, """ "template":"{prompt} {question} {instruction} {completion}" """) },
    };

    [Theory]
    [MemberData(nameof(LongFields))]
    public async Task A_field_that_is_too_long_is_refused_by_its_name(string field, string body)
    {
        using var answer = await PostAsync("api/v1/submissions", body);
        var said = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, said);
        Assert.Contains($"\"field\":\"{field}\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_named_twice_is_refused()
    {
        using var answer = await PostAsync("api/v1/submissions", Endpoint(""" "url":"http://127.0.0.1:8001" """));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("api/v1/submissions")]
    [InlineData("api/v1/prompts/starter/x/flags")]
    [InlineData("api/v1/chat-templates/render")]
    public async Task A_json_body_over_256_kilobytes_is_refused(string path)
    {
        using var announced = await PostAsync(path, $$"""{"model":"{{Long(256 * 1024)}}"}""");
        using var unannounced = await SendAsync(path, new StreamContent(new Endless(Encoding.UTF8.GetBytes($$"""{"model":"{{Long(300 * 1024)}}"}"""))));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (announced.StatusCode, unannounced.StatusCode));
        Assert.Equal("application/problem+json", announced.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/downstream?unreviewed=maybe")]
    [InlineData("/pictures?sweeps=x")]
    [InlineData("/best-of-n?page=abc")]
    [InlineData("/runs?mine=%00")]
    [InlineData("/runs?mine=")]
    [InlineData("/best-of-n?page=1&page=x")]
    [InlineData("/choose?classifiers=1e9")]
    [InlineData("/api/v1/downstream?unreviewed=maybe")]
    [InlineData("/api/v1/pictures/size.csv?sweeps=x")]
    [InlineData("/api/v1/leaderboard?descending=x")]
    public async Task A_value_that_a_parameter_cannot_have_is_answered_with_400(string address)
    {
        using var answer = await site.Client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/best-of-n?page=2")]
    [InlineData("/downstream?unreviewed=True")]
    [InlineData("/admin/log?part=")]
    [InlineData("/api/v1/prompts?q=%00&dataset=%00")]
    public async Task Odd_addresses_are_no_fault_of_this_site(string address)
    {
        using var answer = await site.Client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.True((int)answer.StatusCode < 500, answer.StatusCode.ToString());
    }

    [Theory]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=")]
    public async Task An_unknown_charset_is_no_fault_of_this_site(string contentType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"reason":"other","comment":"grün"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await SendAsync("api/v1/prompts/starter/no-such-prompt/flags", content);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, answer.StatusCode.ToString());
    }

    [Theory]
    [InlineData("/admin/models?q=grün", "/admin/models?q=gr%C3%BCn")]
    [InlineData("/admin/%C3%BC?q=%20", "/admin/%C3%BC?q=%20")]
    [InlineData("//elsewhere", "/admin")]
    public void The_target_of_a_sign_in_is_ascii(string path, string target) => Assert.Equal(target, LocalPath.From(path));

    [Fact]
    public async Task One_submission_more_than_a_day_allows_is_refused_whatever_became_of_the_others()
    {
        using var small = new HostedSite(new Dictionary<string, string> { ["Limits:SubmissionsPerDay"] = "1" });
        using var client = small.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9"); // a proxy that nobody told of: its visitors are not this machine
        using var first = await client.PostAsJsonAsync("api/v1/submissions", Baseline, Cancellation);
        using var second = await client.PostAsJsonAsync("api/v1/submissions", Baseline, Cancellation);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter);

        client.DefaultRequestHeaders.Clear();
        using var operators = await client.PostAsJsonAsync("api/v1/submissions", Baseline, Cancellation);
        Assert.Equal(HttpStatusCode.Created, operators.StatusCode);
    }

    [Fact]
    public void One_page_more_than_a_client_or_all_may_have_open_gets_no_circuit()
    {
        var pages = new OpenPages(new HttpContextAccessor(), Options.Create(new LimitsOptions { CircuitsPerClient = 2, Circuits = 4 }));
        Assert.True(pages.TryOpen("1", "a") && pages.TryOpen("2", "a"));
        Assert.False(pages.TryOpen("3", "a"));
        Assert.True(pages.TryOpen("4", VisitorAddress.ThisMachine) && pages.TryOpen("5", VisitorAddress.ThisMachine));
        Assert.False(pages.TryOpen("6", "b"));
        Assert.False(pages.TryOpen("7", VisitorAddress.ThisMachine));

        pages.Close("1");
        pages.Close("1");
        Assert.True(pages.TryOpen("8", "a"));
        Assert.Equal(4, pages.Count);
    }

    [Theory]
    [InlineData("/_blazor/negotiate", 503)]
    [InlineData("/_blazor/initializers", 200)]
    [InlineData("/runs", 200)]
    public async Task What_opens_one_page_too_many_is_refused_before_it_costs_anything(string path, int status)
    {
        var pages = new OpenPages(new HttpContextAccessor(), Options.Create(new LimitsOptions { CircuitsPerClient = 1 }));
        Assert.True(pages.TryOpen("1", "203.0.113.5"));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.5");
        context.Request.Path = path;
        await pages.RefuseOneTooManyAsync(context, _ => Task.CompletedTask);
        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public void One_connection_more_than_a_client_may_have_is_not_taken()
    {
        var connections = new ConnectionLimits(Options.Create(new LimitsOptions { ConnectionsPerClient = 2 }), Options.Create(new HostingOptions()));
        Assert.True(connections.TryTake("a") && connections.TryTake("a"));
        Assert.False(connections.TryTake("a"));
        Assert.True(connections.TryTake("b") && connections.TryTake(VisitorAddress.ThisMachine) && connections.TryTake(VisitorAddress.ThisMachine) && connections.TryTake(VisitorAddress.ThisMachine));
        connections.GiveBack("a");
        Assert.True(connections.TryTake("a"));
    }

    private static object Baseline => new { model = "acme/one", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "random" } };

    private static string Long(int length) => new('x', length);

    private static string Endpoint(string fields, string judge = "") =>
        $$$"""{"model":"a/b","modelType":"Seq. Classifier","dataset":"starter","backend":{"kind":"endpoint","url":"http://127.0.0.1:8000",{{{fields}}}},"judge":{ {{{judge}}} }}""";

    private Task<HttpResponseMessage> PostAsync(string path, string body) => SendAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> SendAsync(string path, HttpContent content)
    {
        if (content.Headers.ContentType is null && !content.Headers.Contains("Content-Type"))
        {
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        return site.Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
    }

    // Its length is not known beforehand.
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
