using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RewardBench2.BrowserTests;

[Collection(BrowserTests.Name)]
public sealed class ExplorerTests(Chromium chromium)
{
    [Fact]
    public async Task The_whole_list_is_there_to_be_scrolled_through()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/prompts?dataset=starter");

        // A virtualised list learns its height as it is scrolled through: a reader scrolls on until the end is there.
        await visitor.Page.WaitForFunctionAsync("""
            () => {
              scrollTo(0, document.documentElement.scrollHeight);
              return [...document.querySelectorAll('.prompt-list .prompt-id')].at(-1)?.textContent === 'tied:25';
            }
            """);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Keys_turn_to_the_next_prompt_of_the_list_and_back()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/prompts/starter/starter-math-2?subset=Math");
        await visitor.Page.Keyboard.PressAsync("j");
        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("starter-math-3"));
        await visitor.Page.Keyboard.PressAsync("k");
        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("starter-math-2"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_prompt_of_Safety_is_veiled_until_a_reader_lifts_the_veil_which_is_remembered()
    {
        await using var visitor = await chromium.OpenAsync(Screen.Desk);
        await visitor.GoAsync("/prompts/starter/starter-safety-1");
        var prompt = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "The prompt" });
        await Expect(prompt).ToBeHiddenAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Unveil Safety prompts" }).ClickAsync();
        await Expect(prompt).ToBeVisibleAsync();
        await visitor.GoAsync("/prompts/starter/starter-safety-2");
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "The prompt" })).ToBeVisibleAsync();
    }
}
