using RewardBench2.Web.Prompts;

namespace RewardBench2.Tests.Web.Prompts;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![x](https://example.org/track.png)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](/runs)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<a href=\"https://example.org\" onclick=\"alert(1)\">x</a>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("$\\href{javascript:alert(1)}{x}$")]
    [InlineData("<style>*{display:none}</style>")]
    [InlineData("x {style=\"position:fixed\" onclick=\"alert(1)\"}")]
    public void Hostile_text_becomes_nothing_but_text(string hostile)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(SafeMarkdown.Render(hostile)!.Value.Value);
        Assert.Empty(document.QuerySelectorAll("script, img, style, svg, iframe, form, [onclick], [onerror], [onload], [style], [id]"));
        Assert.All(document.QuerySelectorAll("[href]"), link => Assert.StartsWith("https://", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("```x&#32;mud-overlay\ntext\n```")]
    [InlineData("```mud-overlay\ntext\n```")]
    [InlineData("```&#32;mud-overlay\ntext\n```")]
    [InlineData("```a&Tab;mud-overlay\ntext\n```")]
    [InlineData("```x&#10;mud-overlay\ntext\n```")]
    [InlineData("$$&#32;mud-overlay\ntext\n$$")]
    public void The_language_of_a_fence_brings_no_class_of_this_site(string text)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(SafeMarkdown.Render(text)!.Value.Value);
        Assert.Contains("text", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.All(document.QuerySelectorAll("[class]"), element => Assert.All(
            element.ClassList, name => Assert.True(name is "math" || name.StartsWith("language-", StringComparison.Ordinal), name)));
        Assert.Empty(document.QuerySelectorAll(".mud-overlay"));
    }

    [Fact]
    public void Emphasis_lists_code_and_tables_are_rendered()
    {
        var html = SafeMarkdown.Render("# Title\n**bold**\n\n- one\n\n```python\nx < 1\n```\n\n|a|b|\n|-|-|\n|1|2|")!.Value.Value;
        Assert.Contains("<h4>Title</h4>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>bold</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<code class=\"language-python\">x &lt; 1", html, StringComparison.Ordinal);
        Assert.Contains("<td>2</td>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"so \(a_1 * b_2 * c\) holds", @"\(a_1 * b_2 * c\)")]
    [InlineData(@"\[ x^2 \]", @"x^2")]
    [InlineData("$x_1$", "x_1")]
    public void Mathematics_is_kept_for_the_browser_to_set(string text, string kept)
    {
        var html = SafeMarkdown.Render(text)!.Value.Value;
        Assert.Contains("class=\"math", html, StringComparison.Ordinal);
        Assert.Contains(kept, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<em>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_are_no_mathematics() =>
        Assert.DoesNotContain("math", SafeMarkdown.Render("It costs $5 here and $10 there.")!.Value.Value, StringComparison.Ordinal);

    [Theory]
    [InlineData(">", 15_000)]
    [InlineData("[", 15_000)]
    [InlineData("x", 100_000)]
    [InlineData("- ", 9_000)]
    public void Texts_made_to_break_a_parser_stay_plain_or_are_rendered_but_never_throw(string piece, int times) =>
        SafeMarkdown.Render(string.Concat(Enumerable.Repeat(piece, times)));

    [Fact]
    public void Characters_that_cannot_be_seen_are_named_in_raw_text() =>
        Assert.Equal(
            [("a", false), ("U+202E", true), ("b", false), ("U+0000", true), ("U+200B", true)],
            VisibleText.Cut("a\u202Eb\0\u200B"));
}
