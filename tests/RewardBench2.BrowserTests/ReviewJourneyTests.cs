using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

[Collection(BrowserTests.Name)]
public sealed class ReviewJourneyTests(Chromium chromium)
{
    private const string Password = "correct horse battery staple";

    [Fact]
    public async Task An_admin_signs_in_approves_a_run_and_finds_it_on_the_leaderboard()
    {
        await using var site = new SiteUnderTest(new Dictionary<string, string> { ["Admin:Password"] = Password, ["Submissions:RequireApproval"] = "true" });
        var address = site.Start();
        await using var visitor = await chromium.OpenAsync(Screen.Desk, address);
        var runId = await SubmitAsync(address);
        await visitor.GoAsync($"/runs/{runId}");
        await Expect(visitor.Page.GetByText("It waits for an admin's approval")).ToBeVisibleAsync();

        await visitor.GoAsync("/admin");
        await visitor.Page.GetByLabel("Password").FillAsync(Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Runs waiting for review" })).ToBeVisibleAsync();
        await visitor.GoAsync("/admin");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Approve org/reviewed" }).ClickAsync();
        await Expect(visitor.Page.GetByText("org/reviewed is on the leaderboard.")).ToBeVisibleAsync();

        await visitor.GoAsync("/?dataset=starter");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "org/reviewed", Exact = true })).ToBeVisibleAsync();
        await visitor.GoAsync("/admin/log");
        await Expect(visitor.Page.GetByRole(AriaRole.Cell, new() { Name = "approved a run" })).ToBeVisibleAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await visitor.GoAsync("/admin/runs");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in as admin" })).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    private static async Task<string> SubmitAsync(Uri site)
    {
        using var client = new HttpClient { BaseAddress = site };
        using var response = await client.PostAsJsonAsync(
            new Uri("/api/v1/submissions", UriKind.Relative),
            new { model = "org/reviewed", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "longest" } },
            TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(TestContext.Current.CancellationToken);
        return answer!["runId"];
    }
}
