namespace RewardBench2.BrowserTests;

[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(Chromium chromium)
{
    public static TheoryData<string> Pages { get; } = [.. SitePages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_fits_every_screen_and_gives_the_browser_nothing_to_complain_about(string path)
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync(path);
        await PageRules.HoldAsync(visitor);
    }
}
