using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RewardBench2.Tests.Web.Hosting;

/// <summary>A site that lives under a path of its host, behind a proxy that passes the path on or takes it off.</summary>
public sealed partial class SubPathTests
{
    private const string Path = "/lab/rb-2";

    private static readonly string[] Pages =
    [
        "/", "/?dataset=starter&sort=model", "/compare?dataset=starter&model=baseline/longest&model=baseline/shortest", "/pictures", "/reproduce", "/study",
        "/models/Skywork/Skywork-Reward-V2-Llama-3.1-8B", "/runs", "/submit", "/about", "/about/design", "/prompts", "/prompts/starter/starter-math-1",
        "/prompts/starter/tied:0", "/matrix", "/generators", "/flags", "/downstream", "/best-of-n", "/choose", "/admin/sign-in", "/no/such/page",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_link_asset_and_form_of_every_page_leads_below_the_path_and_to_something()
    {
        using var site = new HostedSite(new Dictionary<string, string> { ["Hosting:PathBase"] = Path });
        using var client = site.CreateClient(new() { AllowAutoRedirect = false });
        var found = new HashSet<Uri>();
        foreach (var page in Pages)
        {
            using var response = await client.GetAsync(new Uri(Path + page, UriKind.Relative), Cancellation);
            Assert.Equal(page == "/no/such/page" ? HttpStatusCode.NotFound : HttpStatusCode.OK, response.StatusCode);
            var markup = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains($"<base href=\"{Path}/\"", markup, StringComparison.Ordinal);
            var site0 = new Uri(client.BaseAddress!, Path + "/");
            foreach (var link in Links().Matches(markup).Select(match => new Uri(site0, WebUtility.HtmlDecode(match.Groups[1].Value))))
            {
                if (link.Host == site0.Host)
                {
                    Assert.True(link.AbsolutePath.StartsWith(Path + "/", StringComparison.Ordinal), $"{link} on {page}");
                    found.Add(new Uri(link.GetLeftPart(UriPartial.Query)));
                }
            }
        }

        Assert.True(found.Count > 100, $"{found.Count} links");
        foreach (var link in found.GroupBy(Kind).SelectMany(group => group.Take(3)))
        {
            using var response = await client.GetAsync(link, Cancellation);
            Assert.True((int)response.StatusCode < 400, $"{link}: {response.StatusCode}");
            if (response.Headers.Location is { } target)
            {
                Assert.StartsWith(Path + "/", new Uri(link, target).AbsolutePath, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Signing_in_and_out_the_api_feeds_and_the_sitemap_keep_to_the_path()
    {
        using var site = new AdminSite(new Dictionary<string, string> { ["Hosting:PathBase"] = Path });
        using var visitor = site.NewVisitor();
        using var refused = await visitor.GetAsync(new Uri($"{Path}/admin/runs", UriKind.Relative), Cancellation);
        Assert.Equal($"{Path}/admin/sign-in?to={Uri.EscapeDataString($"{Path}/admin/runs")}", refused.Headers.Location!.PathAndQuery);
        using var signedIn = await AdminSite.SignInAsync(visitor, AdminSite.Password, $"{Path}/admin/sign-in");
        Assert.Equal($"{Path}/admin", signedIn.Headers.Location!.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, await AdminSite.StatusAsync(visitor, $"{Path}/admin"));

        using var created = await visitor.PostAsJsonAsync(
            $"{Path}/api/v1/submissions",
            new { model = "acme/one", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "longest" } },
            Cancellation);
        Assert.StartsWith($"{Path}/api/v1/runs/", created.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith($"{Path}/runs/", (await created.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("url").GetString(), StringComparison.Ordinal);

        foreach (var file in new[] { "feed.atom", "sitemap.xml", "robots.txt" })
        {
            var text = await visitor.GetStringAsync(new Uri($"{Path}/{file}", UriKind.Relative), Cancellation);
            Assert.All(SiteAddresses().Matches(text).Select(match => match.Value), address => Assert.StartsWith($"http://localhost{Path}/", address, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true, "/rb2", "/pictures", "/rb2/")]
    [InlineData(true, "/rb2", "/rb2/pictures", "/rb2/")]
    [InlineData(true, "//elsewhere.example", "/pictures", "/")]
    [InlineData(true, "/a/../b", "/pictures", "/")]
    [InlineData(true, null, "/pictures", "/")]
    [InlineData(false, "/rb2", "/pictures", "/")]
    public async Task The_path_that_a_proxy_names_counts_only_where_the_proxy_is_trusted(bool isTrusted, string? prefix, string path, string expected)
    {
        using var site = new HostedSite(new Dictionary<string, string> { ["Hosting:BehindProxy"] = isTrusted ? "true" : "false" });
        using var client = site.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (prefix is not null)
        {
            request.Headers.Add("X-Forwarded-Prefix", prefix);
        }

        using var response = await client.SendAsync(request, Cancellation);
        var markup = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"<base href=\"{expected}\"", markup, StringComparison.Ordinal);
        Assert.Contains($"<link rel=\"canonical\" href=\"http://localhost{expected}pictures\"", markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("/lab/")]
    [InlineData("//lab")]
    [InlineData("/../lab")]
    public void A_setting_that_is_no_path_stops_the_start(string path)
    {
        using var site = new HostedSite(new Dictionary<string, string> { ["Hosting:PathBase"] = path });
        Assert.ThrowsAny<Exception>(() => site.CreateClient());
    }

    // Pages of one kind are built alike: a few of each stand for all.
    private static string Kind(Uri link)
    {
        var parts = link.AbsolutePath[Path.Length..].Split('/');
        return parts.Length > 2 && parts[1] is "models" or "prompts" or "runs" ? parts[1] : link.AbsolutePath;
    }

    [GeneratedRegex("""<(?:a|link|script|img|form|canvas|button)\b[^>]*?\s(?:href|src|action|data-matrix|data-copy-json|data-sort-added)="([^"]*)""")]
    private static partial Regex Links();

    [GeneratedRegex("http://localhost[^<\"\\s]*")]
    private static partial Regex SiteAddresses();
}
