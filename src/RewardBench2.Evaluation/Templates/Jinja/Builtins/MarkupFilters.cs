using System.Buffers;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Filters for HTML. A chat template writes plain text, so they matter only where one names them.</summary>
internal static class MarkupFilters
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" \t\n\r\f\v/>=");

    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["safe"] = Of("safe", (text, _) => text),
        ["escape"] = Of("escape", (text, isMarkup) => isMarkup ? text : Markup.Escape(text)),
        ["e"] = Of("e", (text, isMarkup) => isMarkup ? text : Markup.Escape(text)),
        ["forceescape"] = Of("forceescape", (text, _) => Markup.Escape(text)),
        ["striptags"] = (rendering, value, arguments) => StripTags(rendering, value, arguments),
        ["xmlattr"] = Attributes,
        ["urlize"] = (rendering, _, _) => throw rendering.Refuse("“urlize” makes links, which no conversation has."),
    };

    private static Filter Of(string name, Func<string, bool, string> change) => (rendering, value, arguments) =>
    {
        new Signature(name, 0).Bind(rendering, arguments);
        var text = Printing.Text(rendering, value);
        rendering.MakeText(text.Length * 2L);
        return new Markup(change(text, value is Markup));
    };

    private static string StripTags(Rendering rendering, object? value, Arguments arguments)
    {
        new Signature("striptags", 0).Bind(rendering, arguments);
        var text = Printing.Text(rendering, value);
        rendering.MakeText(text.Length * 2L);
        text = Without(text, "<!--", "-->");
        text = Without(text, "<", ">");
        return System.Net.WebUtility.HtmlDecode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Without(string text, string open, string close)
    {
        var output = new StringBuilder();
        var start = 0;
        while (text.IndexOf(open, start, StringComparison.Ordinal) is var at && at >= 0
            && text.IndexOf(close, at, StringComparison.Ordinal) is var end && end >= 0)
        {
            output.Append(text, start, at - start);
            start = end + close.Length;
        }

        return output.Append(text, start, text.Length - start).ToString();
    }

    private static string Attributes(Rendering rendering, object? value, Arguments arguments)
    {
        var isSpaced = new Signature("xmlattr", 0, "autospace").Bind(rendering, arguments).Or(0, PyNumber.True) is not false;
        var dictionary = value as PyDict ?? throw rendering.Refuse("“xmlattr” needs a dictionary.");
        var parts = new List<string>();
        foreach (var (key, member) in dictionary.Members.Where(member => member.Value is not (null or Undefined)))
        {
            var name = PyText.TryPlain(key) ?? throw rendering.Refuse("the name of an attribute must be a text.");
            if (name.AsSpan().IndexOfAny(NotInNames) >= 0)
            {
                throw rendering.Refuse($"“{name}” cannot be the name of an attribute.");
            }

            var text = Printing.Text(rendering, member);
            rendering.MakeText((name.Length + text.Length) * 6L);
            parts.Add($"{Markup.Escape(name)}=\"{(member is Markup ? text : Markup.Escape(text))}\"");
        }

        return (isSpaced && parts.Count > 0 ? " " : "") + string.Join(' ', parts);
    }
}
