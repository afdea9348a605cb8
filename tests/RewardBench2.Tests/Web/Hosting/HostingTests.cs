using System.Net;
using Microsoft.AspNetCore.Http;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Tests.Web.Hosting;

public sealed class HostingTests : IDisposable
{
    private readonly HostedSite _site = new(new Dictionary<string, string>
    {
        ["Hosting:RequestBurst"] = "3",
        ["Hosting:RequestsPerSecond"] = "1",
    });

    [Theory]
    [InlineData("/about")]
    [InlineData("/healthz")]
    [InlineData("/theme.css")]
    [InlineData("/no/such/page")]
    public async Task Every_response_forbids_what_the_site_never_does(string path)
    {
        using var client = _site.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("X-Frame-Options"));
    }

    [Fact]
    public async Task The_site_says_it_is_healthy()
    {
        using var client = _site.CreateClient();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pages_are_compressed_also_over_https()
    {
        using var client = _site.CreateClient(new() { BaseAddress = new("https://localhost") });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about") { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task Programs_get_their_errors_as_problem_details_and_people_as_a_page()
    {
        using var client = _site.CreateClient();
        using var forPrograms = await client.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        using var forPeople = await client.GetAsync(new Uri("/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (forPrograms.StatusCode, forPrograms.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (forPeople.StatusCode, forPeople.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Page not found", await forPeople.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_asks_too_much_is_told_when_to_come_back_and_another_is_not_held_up()
    {
        var answers = new List<HttpContext>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await GetAsync("203.0.113.5"));
        }

        var refused = Assert.Single(answers.GroupBy(answer => answer.Response.StatusCode), group => group.Key == 429).First();
        Assert.True(int.Parse(refused.Response.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture) >= 1);
        Assert.Equal("application/problem+json", refused.Response.ContentType);
        Assert.Equal(200, (await GetAsync("203.0.113.6")).Response.StatusCode);
    }

    [Fact]
    public async Task What_a_client_claims_of_its_address_counts_only_behind_a_proxy()
    {
        for (var i = 0; i < 10; i++)
        {
            await GetAsync("203.0.113.7", forwardedFor: $"198.51.100.{i}");
        }

        Assert.Equal(429, (await GetAsync("203.0.113.7", forwardedFor: "198.51.100.99")).Response.StatusCode);

        using var behindProxy = new HostedSite(new Dictionary<string, string> { ["Hosting:RequestBurst"] = "3", ["Hosting:BehindProxy"] = "true" });
        for (var i = 0; i < 10; i++)
        {
            var answer = await behindProxy.Server.SendAsync(context => Ask(context, "203.0.113.7", $"198.51.100.{i}"), TestContext.Current.CancellationToken);
            Assert.Equal(200, answer.Response.StatusCode);
        }
    }

    [Fact]
    public void A_setting_out_of_range_stops_the_start()
    {
        using var site = new HostedSite(new Dictionary<string, string> { ["Hosting:RequestBurst"] = "0" });
        Assert.ThrowsAny<Exception>(() => site.CreateClient());
    }

    public void Dispose() => _site.Dispose();

    private Task<HttpContext> GetAsync(string address, string? forwardedFor = null) =>
        _site.Server.SendAsync(context => Ask(context, address, forwardedFor), TestContext.Current.CancellationToken);

    private static void Ask(HttpContext context, string address, string? forwardedFor)
    {
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/theme.css";
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (forwardedFor is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        }
    }
}
