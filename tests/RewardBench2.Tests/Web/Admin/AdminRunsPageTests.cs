using System.Net.Http.Json;

namespace RewardBench2.Tests.Web.Admin;

public sealed class AdminRunsPageTests
{
    [Fact]
    public async Task An_admin_sees_private_runs_and_visitors_do_not()
    {
        await using var site = new AdminSite();
        using var visitor = site.NewVisitor();
        using var submitted = await visitor.PostAsJsonAsync(
            new Uri("/api/v1/submissions", UriKind.Relative),
            new { model = "acme/secret", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "longest" }, publish = false },
            TestContext.Current.CancellationToken);
        submitted.EnsureSuccessStatusCode();
        using var signedIn = await AdminSite.SignInAsync(visitor, AdminSite.Password);

        Assert.Contains("acme/secret", await visitor.GetStringAsync(new Uri("/admin/runs", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("acme/secret", await visitor.GetStringAsync(new Uri("/runs", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
