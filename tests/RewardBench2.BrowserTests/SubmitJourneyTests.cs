using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

/// <summary>The form as builders use it: without a mouse, and when something is refused.</summary>
[Collection(BrowserTests.Name)]
public sealed class SubmitJourneyTests(Chromium chromium)
{
    private static readonly Dictionary<string, string> Settings = new() { ["Evaluation:AllowPrivateEndpoints"] = "true" };

    [Fact]
    public async Task A_server_is_submitted_with_the_keyboard_alone()
    {
        await using var server = await StandIns.StartAsync("vllm-classify");
        await using var site = new SiteUnderTest(Settings);
        await using var visitor = await chromium.OpenAsync(Screen.Desk, site.Start());
        var page = visitor.Page;
        await visitor.GoAsync("/submit");

        await page.GetByLabel("Name, as org/name").FocusAsync();
        await page.Keyboard.TypeAsync("acme/typed");
        await page.GetByLabel("Kind of server").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "vllm-classify" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("vllm serve MODEL --runner pooling --convert classify")).ToBeVisibleAsync();
        await page.GetByLabel("Address of the running server").FocusAsync();
        await page.Keyboard.TypeAsync(server.Url.ToString());
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("acme/typed");
        await Expect(page.GetByText("180 of 180 prompts scored")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_refusal_stands_at_its_field_and_the_cursor_goes_there()
    {
        await using var site = new SiteUnderTest(Settings);
        await using var visitor = await chromium.OpenAsync(Screen.Phone, site.Start());
        await visitor.GoAsync("/submit");

        await visitor.Page.GetByLabel("Address of the running server").FillAsync("https://rm.example");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Check and score" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "The submission was refused" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#model")).ToBeFocusedAsync();
        await Expect(visitor.Page.Locator("#model")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(visitor.Complaints);
    }
}
