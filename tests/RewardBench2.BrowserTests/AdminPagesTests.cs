using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

/// <summary>The pages behind the sign-in are held to the same as those before it.</summary>
[Collection(BrowserTests.Name)]
public sealed class AdminPagesTests(Chromium chromium)
{
    private static readonly string[] Pages = ["/admin", "/admin/runs", "/admin/datasets", "/admin/models", "/admin/flags", "/admin/downstream", "/admin/log"];

    [Fact]
    public async Task Every_admin_page_is_accessible_fits_every_screen_and_gives_the_browser_nothing_to_complain_about()
    {
        await using var site = new SiteUnderTest(new Dictionary<string, string> { ["Admin:Password"] = AdminSite.Password });
        await using var visitor = await chromium.OpenAsync(Screen.Desk, site.Start());
        await visitor.GoAsync("/admin");
        await visitor.Page.GetByLabel("Password").FillAsync(AdminSite.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Runs waiting for review" })).ToBeVisibleAsync();
        foreach (var path in Pages)
        {
            await visitor.GoAsync(path);
            await PageRules.HoldAsync(visitor);
        }
    }
}
