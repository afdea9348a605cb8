using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

[Collection(BrowserTests.Name)]
public sealed class FrameTests(Chromium chromium)
{
    private static readonly string ReadTheme = "() => getComputedStyle(document.documentElement).colorScheme";

    [Fact]
    public async Task The_theme_follows_the_system_until_a_visitor_chooses_and_then_stays_with_the_choice()
    {
        await using var visitor = await chromium.OpenAsync(Screen.DeskInTheDark);
        await visitor.GoAsync("/about");
        Assert.Equal("dark", await visitor.Page.EvaluateAsync<string>(ReadTheme));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Switch to the light theme" }).ClickAsync();
        Assert.Equal("light", await visitor.Page.EvaluateAsync<string>(ReadTheme));

        await visitor.GoAsync("/about");
        Assert.Equal("light", await visitor.Page.EvaluateAsync<string>(ReadTheme));
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Switch to the dark theme" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_chosen_theme_is_in_the_page_before_any_script_runs()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        var dark = new Cookie { Name = "theme", Value = "dark", Url = chromium.Address.ToString() };
        await visitor.Context.AddCookiesAsync([dark]);
        var response = await visitor.Context.APIRequest.GetAsync("/about");
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\">", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_phone_the_navigation_opens_from_its_button_and_closes_behind_a_followed_link()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Phone);
        await visitor.GoAsync("/about/design");
        var about = visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Site" }).GetByRole(AriaRole.Link, new() { Name = "About" });
        await Expect(about).ToBeHiddenAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await about.ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Uri(chromium.Address, "/about").ToString());
        await Expect(about).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/about/design");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "RewardBench 2, leaderboard" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Shift+Tab");
        var skip = visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await Expect(skip).ToBeFocusedAsync();

        await skip.PressAsync("Enter");
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(chromium.Address, "/about/design#content").ToString());
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Everything_that_Tab_reaches_on_the_leaderboard_shows_that_it_has_the_focus()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/");
        for (var stop = 0; stop < 32; stop++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        }
    }

    [Fact]
    public async Task An_unknown_address_says_so_with_the_site_around_it()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        var response = await visitor.Page.GotoAsync("/no/such/page");
        Assert.Equal(404, response?.Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Page not found");
        await Expect(visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Site" })).ToBeVisibleAsync();
    }
}
