using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace RewardBench2.Web.Prompts;

/// <summary>Reads <c>\( … \)</c> and <c>\[ … \]</c> as mathematics, as language models write it; Markdown would eat the backslash.</summary>
internal sealed class BackslashMathematics : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        if (!pipeline.InlineParsers.Contains<Parser>())
        {
            pipeline.InlineParsers.InsertBefore<EscapeInlineParser>(new Parser());
        }
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private sealed class Parser : InlineParser
    {
        public Parser() => OpeningCharacters = ['\\'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var closing = slice.PeekChar() switch
            {
                '(' => "\\)",
                '[' => "\\]",
                _ => null,
            };
            var end = closing is null ? -1 : slice.Text.IndexOf(closing, slice.Start + 2, Math.Max(0, slice.End - slice.Start - 1), StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            var mathematics = new MathInline
            {
                Delimiter = '$',
                DelimiterCount = closing == "\\]" ? 2 : 1,
                Content = new StringSlice(slice.Text, slice.Start + 2, end - 1),
            };
            mathematics.GetAttributes().AddClass("math");
            if (closing == "\\]")
            {
                mathematics.GetAttributes().AddClass("display");
            }

            processor.Inline = mathematics;
            slice.Start = end + 2;
            return true;
        }
    }
}
