using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Filters that arrange a text in lines and widths.</summary>
internal static class TextLayoutFilters
{
    private static readonly Signature IndentCall = new("indent", 0, "width", "first", "blank");
    private static readonly Signature CenterCall = new("center", 0, "width");
    private static readonly Signature TruncateCall = new("truncate", 0, "length", "killwords", "end", "leeway");
    private static readonly Signature WordWrapCall = new("wordwrap", 0, "width", "break_long_words", "wrapstring", "break_on_hyphens");

    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["indent"] = Indent,
        ["center"] = Center,
        ["truncate"] = Truncate,
        ["wordwrap"] = WordWrap,
    };

    private static object Indent(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = IndentCall.Bind(rendering, arguments);
        var text = TextOf(rendering, "indent", value);
        var width = bound.Or(0, 4L);
        var indentation = PyText.TryPlain(width) ?? (string)(Arithmetic.Apply(rendering, "*", " ", width) ?? "");
        var lines = Lines.Split(rendering, text + "\n", keepsEnds: false);
        rendering.MakeText(text.Length + ((long)indentation.Length * lines.Count));
        var output = new StringBuilder(bound.IsTrue(1) ? indentation : "");
        for (var at = 0; at < lines.Count; at++)
        {
            var isIndented = at > 0 && (bound.IsTrue(2) || lines[at].Length > 0);
            output.Append(at > 0 ? "\n" : "").Append(isIndented ? indentation : "").Append(lines[at]);
        }

        return TextFilters.Like(value, output.ToString());
    }

    private static object Center(Rendering rendering, object? value, Arguments arguments) => TextFilters.Like(
        value, TextMethods.Center(rendering, Printing.Text(rendering, value), CenterCall.Bind(rendering, arguments).Whole(0, 80), " "));

    private static object? Truncate(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = TruncateCall.Bind(rendering, arguments);
        var length = bound.Whole(0, 255);
        var end = PyText.TryPlain(bound.Or(2, "...")) ?? throw rendering.Refuse("the end of “truncate” must be a text.");
        var leeway = bound[3] is null ? 5 : bound.Whole(3, 5);
        var endLength = PyText.Length(end);
        if (length < endLength || leeway < 0)
        {
            throw rendering.Refuse("“truncate” cuts to a length that has no room for its end.");
        }

        // Anything short enough goes through, lists included.
        if (Iterating.TryLength(value) is { } whole && whole <= length + leeway)
        {
            return value;
        }

        var text = TextOf(rendering, "truncate", value);
        rendering.Spend((text.Length >> 4) + 1);
        var cut = text[..PyText.Offset(text, length - endLength)];
        var space = cut.LastIndexOf(' ');
        return Arithmetic.Join(rendering, bound.IsTrue(1) || space < 0 ? cut : cut[..space], end);
    }

    private static string WordWrap(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = WordWrapCall.Bind(rendering, arguments);
        var text = TextOf(rendering, "wordwrap", value);
        var width = bound.Whole(0, 79);
        var separator = bound.TextOrNone(2) ?? "\n";
        if (width <= 0)
        {
            throw rendering.Refuse("“wordwrap” needs a width above 0.");
        }

        if (text.Contains('-') && bound.Or(3, PyNumber.True) is not false)
        {
            throw rendering.Refuse("“wordwrap” is not known here for text with hyphens; set break_on_hyphens=false.");
        }

        var lines = Lines.Split(rendering, text, keepsEnds: false)
            .SelectMany(line => Wrap(rendering, line, (int)Math.Min(width, int.MaxValue), bound.Or(1, PyNumber.True) is not false).DefaultIfEmpty(""));
        var output = new StringBuilder();
        var isFirst = true;
        foreach (var line in lines)
        {
            rendering.Write(output, isFirst ? "" : separator);
            rendering.Write(output, line);
            isFirst = false;
        }

        return output.ToString();
    }

    // One stretch of white space goes at the end of a line, and one at the start of those that follow.
    private static List<string> Wrap(Rendering rendering, string line, int width, bool cutsWords)
    {
        var lines = new List<string>();
        var waiting = new LinkedList<string>(Words(line));
        rendering.MakeElements(waiting.Count);
        while (waiting.First is { } first)
        {
            if (lines.Count > 0 && PyText.IsBlank(first.Value))
            {
                waiting.RemoveFirst();
            }

            var taken = new List<string>();
            var length = 0;
            while (waiting.First is { Value: var word } && length + word.Length <= width)
            {
                rendering.Spend();
                taken.Add(word);
                length += word.Length;
                waiting.RemoveFirst();
            }

            if (waiting.First is { Value: var longWord } && longWord.Length > width)
            {
                waiting.RemoveFirst();
                Cut(longWord, width - length, cutsWords, taken, waiting);
            }

            if (taken.Count > 0 && PyText.IsBlank(taken[^1]))
            {
                taken.RemoveAt(taken.Count - 1);
            }

            if (taken.Count > 0)
            {
                rendering.MakeText(length);
                lines.Add(string.Concat(taken));
            }
        }

        return lines;
    }

    // A word longer than the line is cut to fill it, or stands alone on one.
    private static void Cut(string word, int room, bool cutsWords, List<string> taken, LinkedList<string> waiting)
    {
        if (cutsWords)
        {
            taken.Add(word[..room]);
            waiting.AddFirst(word[room..]);
        }
        else if (taken.Count == 0)
        {
            taken.Add(word);
        }
        else
        {
            waiting.AddFirst(word);
        }
    }

    private static IEnumerable<string> Words(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var end = start + 1;
            while (end < line.Length && IsWrapSpace(line[end]) == IsWrapSpace(line[start]))
            {
                end++;
            }

            yield return line[start..end];
            start = end;
        }
    }

    private static bool IsWrapSpace(char letter) => letter is ' ' or (>= '\t' and <= '\r');

    private static string TextOf(Rendering rendering, string filter, object? value) => PyText.TryPlain(value)
        ?? throw rendering.Refuse(value is Undefined missing ? missing.Message : $"“{filter}” arranges a text, not a {PyType.Describe(value)}.");
}
