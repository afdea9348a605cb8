using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using static RewardBench2.TestHost.Sites.AdminSite;

namespace RewardBench2.Tests.Web.Admin;

public sealed class ProviderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("subject-1", true)]
    [InlineData("ADA@example.org", true)]
    [InlineData("someone-else", false)]
    public async Task Whoever_is_on_the_list_becomes_an_admin_and_others_are_told_that_they_are_not(string listed, bool isAdmin)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Claims["email"] = "ada@example.org";
        provider.Claims["email_verified"] = true;
        await using var site = SiteWith(provider, listed);
        using var visitor = site.NewVisitor();

        var path = await SignInThroughAsync(visitor, provider, "/admin/log");
        Assert.Equal(isAdmin ? "/admin/log" : "/admin/sign-in?problem=not-admin", path);
        Assert.Equal(isAdmin ? HttpStatusCode.OK : HttpStatusCode.Redirect, await StatusAsync(visitor, "/admin/log"));
        if (isAdmin)
        {
            var log = await visitor.GetStringAsync(new Uri("/admin/log", UriKind.Relative), Cancellation);
            Assert.Contains("<td>ada</td>", log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_verified_makes_nobody_an_admin()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Claims["email"] = "ada@example.org";
        await using var site = SiteWith(provider, "ada@example.org");
        using var visitor = site.NewVisitor();
        Assert.Equal("/admin/sign-in?problem=not-admin", await SignInThroughAsync(visitor, provider, "/admin"));
    }

    [Fact]
    public async Task A_submitter_who_is_signed_in_is_named_on_the_submission_page()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var site = SiteWith(provider, "nobody");
        using var visitor = site.NewVisitor();
        Assert.Contains("Sign in with The lab", (await visitor.GetStringAsync(new Uri("/submit", UriKind.Relative), Cancellation)).AsShown(), StringComparison.Ordinal);
        Assert.Equal("/submit", await SignInThroughAsync(visitor, provider, "/submit"));
        Assert.Contains("Signed in as ada", await visitor.GetStringAsync(new Uri("/submit", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submitter_who_is_signed_in_controls_a_private_run_without_its_link_and_finds_it_listed()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var site = SiteWith(provider, "nobody");
        using var visitor = site.NewVisitor();
        await SignInThroughAsync(visitor, provider, "/submit");
        using var response = await visitor.PostAsJsonAsync(
            "api/v1/submissions",
            new { model = "ada/own", modelType = "Baseline", dataset = "starter", publish = false, backend = new { kind = "baseline", name = "longest" } },
            Cancellation);
        var runId = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancellation))!["runId"];

        Assert.Contains("You submitted this run", await visitor.GetStringAsync(new Uri($"/runs/{runId}", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("ada/own", await visitor.GetStringAsync(new Uri("/runs?mine=true", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        using var stranger = site.NewVisitor();
        Assert.Contains("There is no such run", await stranger.GetStringAsync(new Uri($"/runs/{runId}", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("ada/own", await stranger.GetStringAsync(new Uri("/runs?mine=true", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var site = SiteWith(provider, "subject-1");
        using var visitor = site.NewVisitor();
        using var response = await visitor.GetAsync(new Uri("/sign-in/openid/callback?code=x&state=forged", UriKind.Relative), Cancellation);
        Assert.Equal("/admin/sign-in?problem=provider", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Without_a_provider_nothing_of_it_is_there()
    {
        await using var site = new AdminSite();
        using var visitor = site.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, "/sign-in/openid"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, "/sign-in/openid/callback"));
        Assert.DoesNotContain("Sign in with", await visitor.GetStringAsync(new Uri("/admin/sign-in", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    private static AdminSite SiteWith(FakeProvider provider, string admin) => new(new Dictionary<string, string>
    {
        ["Authentication:OpenIdConnect:Authority"] = provider.Authority,
        ["Authentication:OpenIdConnect:ClientId"] = "the-site",
        ["Authentication:OpenIdConnect:ClientSecret"] = "a secret",
        ["Authentication:OpenIdConnect:Name"] = "The lab",
        ["Authentication:OpenIdConnect:Admins:0"] = admin,
    });

    /// <summary>Plays the browser's part, and the provider's page that would ask for consent.</summary>
    private static async Task<string> SignInThroughAsync(HttpClient visitor, FakeProvider provider, string to)
    {
        using var challenge = await visitor.GetAsync(new Uri($"/sign-in/openid?to={Uri.EscapeDataString(to)}", UriKind.Relative), Cancellation);
        var asked = challenge.Headers.Location!;
        Assert.StartsWith($"{provider.Authority}/authorize", asked.OriginalString, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal("S256", query["code_challenge_method"]);
        provider.Nonce = query["nonce"];
        var callback = QueryHelpers.AddQueryString(new Uri(query["redirect_uri"]!).AbsolutePath, new Dictionary<string, string?> { ["code"] = "once", ["state"] = query["state"] });
        using var answer = await visitor.GetAsync(new Uri(callback, UriKind.Relative), Cancellation);
        return answer.Headers.Location!.OriginalString;
    }
}
