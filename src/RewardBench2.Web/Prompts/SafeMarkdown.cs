using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Prompts;

/// <summary>
/// The one place where foreign text becomes markup. Markdown is rendered without raw HTML, and what comes out is passed
/// through a list of allowed elements and attributes: no script, no style, no image, no link but to http and https.
/// </summary>
public static partial class SafeMarkdown
{
    /// <summary>Longer texts stay plain: nobody reads them formatted, and some are made to cost a parser its time.</summary>
    public const int LongestText = 20_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseMathematics()
        .UseSoftlineBreakAsHardlineBreak()
        .Use(new BackslashMathematics())
        .Build();

    private static readonly HtmlSanitizer Sanitizer = NewSanitizer();

    /// <returns>The markup in one element; <c>null</c> where the text is better shown as it is.</returns>
    public static MarkupString? Render(string text)
    {
        if (text.Length > LongestText)
        {
            return null;
        }

        try
        {
            var document = Markdown.Parse(text.Replace('\0', '␀'), Pipeline);
            Tame(document);
            return new MarkupString($"<div>{Sanitizer.Sanitize(document.ToHtml(Pipeline))}</div>");
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser allows, as only texts made to break one are.
            return null;
        }
    }

    private static void Tame(MarkdownDocument document)
    {
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case HeadingBlock heading:
                    heading.Level = 4; // below the page's own headings
                    break;
                case LinkInline link:
                    link.IsImage = false; // nothing is loaded from where a text says
                    link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer ugc");
                    break;
                case AutolinkInline link:
                    link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer ugc");
                    break;
            }
        }
    }

    private static HtmlSanitizer NewSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        Only(sanitizer.AllowedTags, "p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "h4", "hr", "a", "span", "div", "table", "thead", "tbody", "tr", "th", "td");
        Only(sanitizer.AllowedAttributes, "href", "rel", "class", "start");
        Only(sanitizer.AllowedSchemes, "http", "https");
        Only(sanitizer.AllowedCssProperties);
        Only(sanitizer.UriAttributes, "href");
        sanitizer.AllowDataAttributes = false;

        // The language of a fence is foreign text: only what looks like one is a class, and no class of this site's.
        sanitizer.PostProcessNode += (_, processed) => KeepOwnClasses(processed.Node);

        // A relative address would lead into this site.
        sanitizer.FilterUrl += (_, url) =>
            url.SanitizedUrl = Uri.TryCreate(url.OriginalUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? url.SanitizedUrl : null;
        return sanitizer;
    }

    private static void KeepOwnClasses(INode node)
    {
        if (node is not IElement element || !element.HasAttribute("class"))
        {
            return;
        }

        string[] kept = [.. element.ClassList.Where(name => name == "math" || Language().IsMatch(name))];
        if (kept.Length == 0)
        {
            element.RemoveAttribute("class");
        }
        else
        {
            element.ClassName = string.Join(' ', kept);
        }
    }

    [GeneratedRegex(@"\Alanguage-[A-Za-z0-9+#._-]{1,40}\z")]
    private static partial Regex Language();

    private static void Only(ISet<string> allowed, params string[] names)
    {
        allowed.Clear();
        allowed.UnionWith(names);
    }
}
