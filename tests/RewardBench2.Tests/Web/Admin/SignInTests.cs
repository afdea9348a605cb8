using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Storage;
using static RewardBench2.TestHost.Sites.AdminSite;

namespace RewardBench2.Tests.Web.Admin;

public sealed class SignInTests : IDisposable
{
    private readonly AdminSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/runs")]
    [InlineData("/admin/datasets")]
    [InlineData("/admin/models")]
    [InlineData("/admin/flags")]
    [InlineData("/admin/downstream")]
    [InlineData("/admin/log")]
    public async Task A_page_of_the_admin_leads_others_to_the_sign_in(string path)
    {
        using var visitor = _site.NewVisitor();
        using var response = await visitor.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/admin/sign-in?to={Uri.EscapeDataString(path)}", response.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task The_right_password_opens_the_admins_pages_until_the_admin_signs_out_in_a_copied_cookie_too()
    {
        using var visitor = _site.NewVisitor();
        using var signedIn = await SignInAsync(visitor, Password, "/admin/sign-in?to=%2Fadmin%2Fruns");
        Assert.Equal((HttpStatusCode.Redirect, "/admin/runs"), (signedIn.StatusCode, signedIn.Headers.Location!.PathAndQuery));
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("rewardbench2-sign-in", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/admin/runs"));

        using var copy = _site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        copy.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(copy, "/admin"));

        using var signedOut = await SignOutAsync(visitor);
        Assert.Equal("/", signedOut.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(visitor, "/admin/runs"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(copy, "/admin"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_what_to_do_and_many_of_them_for_a_while()
    {
        using var visitor = _site.NewVisitor();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var refused = await SignInAsync(visitor, "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("not the admin&#x27;s password", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        using var lockedOut = await SignInAsync(visitor, Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, lockedOut.StatusCode);
        Assert.True(lockedOut.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(visitor, "/admin"));
    }

    [Fact]
    public async Task A_form_from_elsewhere_neither_signs_in_nor_out()
    {
        using var visitor = _site.NewVisitor();
        using var forged = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Password"] = Password });
        using var refused = await visitor.PostAsync(new Uri("/admin/sign-in", UriKind.Relative), forged, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        (await SignInAsync(visitor, Password)).Dispose();
        using var empty = new FormUrlEncodedContent([]);
        (await visitor.PostAsync(new Uri("/admin/sign-out", UriKind.Relative), empty, Cancellation)).Dispose();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/admin"));
    }

    [Fact]
    public async Task Neither_the_password_nor_a_session_is_in_the_log_or_as_it_is_in_the_database()
    {
        using var visitor = _site.NewVisitor();
        (await SignInAsync(visitor, Password)).Dispose();
        using var wrong = await SignInAsync(visitor, "almost " + Password);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/v1/runs/none/approve") { Headers = { Authorization = Basic(Password) } };
        (await visitor.SendAsync(call, Cancellation)).Dispose();

        Assert.NotEmpty(_site.Logged);
        Assert.DoesNotContain(_site.Logged, line => line.Contains(Password, StringComparison.Ordinal));
        var database = await ReadWhileOpenAsync(Path.Combine(_site.DataFolder, "rewardbench2.db"));
        var journal = await ReadWhileOpenAsync(Path.Combine(_site.DataFolder, "rewardbench2.db-wal"));
        Assert.DoesNotContain(Password, database + journal, StringComparison.Ordinal);
        Assert.Contains(await _site.Services.GetRequiredService<AdminLogTable>().ReadAsync(0, 10, Cancellation), row => row is { Actor: "admin", Action: "signed in" });
    }

    [Fact]
    public async Task Scripts_control_any_run_with_the_password_and_owners_theirs_with_the_token()
    {
        using var visitor = _site.NewVisitor();
        var (runId, token) = await SubmitAsync(visitor);
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(visitor, runId, "approve", new AuthenticationHeaderValue("Bearer", token)));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(visitor, runId, "cancel", authorization: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(visitor, runId, "cancel", Basic("wrong")));
        Assert.Equal(HttpStatusCode.BadRequest, await CallAsync(visitor, runId, "decline", Basic(Password)));

        await CallAsync(visitor, runId, "cancel", Basic(Password)); // it may have finished by now; either way it can be deleted
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/runs/{runId}") { Headers = { Authorization = Basic(Password) } };
        using var deleted = await visitor.SendAsync(delete, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, $"/api/v1/runs/{runId}"));
        Assert.Contains(await _site.Services.GetRequiredService<AdminLogTable>().ReadAsync(0, 10, Cancellation), row => row.Action == "deleted a run" && row.Subject == $"run {runId}");
    }

    [Fact]
    public async Task A_signed_in_admins_browser_does_nothing_that_another_site_asks_for()
    {
        using var visitor = _site.NewVisitor();
        var (runId, token) = await SubmitAsync(visitor);
        await CallAsync(visitor, runId, "cancel", new AuthenticationHeaderValue("Bearer", token));
        (await SignInAsync(visitor, Password)).Dispose();

        using var forged = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/runs/{runId}") { Headers = { { "Origin", "https://elsewhere.example" } } };
        using var refused = await visitor.SendAsync(forged, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var own = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/runs/{runId}") { Headers = { { "Origin", "http://localhost" }, { "Sec-Fetch-Site", "same-origin" } } };
        using var done = await visitor.SendAsync(own, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
    }

    public void Dispose() => _site.Dispose();

    private static AuthenticationHeaderValue Basic(string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}")));

    private static async Task<(string RunId, string Token)> SubmitAsync(HttpClient visitor)
    {
        using var response = await visitor.PostAsJsonAsync(
            new Uri("/api/v1/submissions", UriKind.Relative),
            new { model = "org/name", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "longest" } },
            Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancellation);
        return (answer!["runId"], answer["manageToken"]);
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient visitor, string runId, string action, AuthenticationHeaderValue? authorization)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/runs/{runId}/{action}") { Content = JsonContent.Create(new { reason = "" }), Headers = { Authorization = authorization } };
        using var response = await visitor.SendAsync(call, Cancellation);
        return response.StatusCode;
    }

    private static async Task<string> ReadWhileOpenAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
