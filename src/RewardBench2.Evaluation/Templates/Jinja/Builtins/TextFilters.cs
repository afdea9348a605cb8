using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Filters that take the text of a value and give another.</summary>
internal static class TextFilters
{
    private static readonly Signature TrimCall = new("trim", 0, "chars");
    private static readonly Signature ReplaceCall = new("replace", 2, "old", "new", "count");

    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["string"] = Changed("string", (_, text) => text),
        ["upper"] = Changed("upper", Casing.Upper),
        ["lower"] = Changed("lower", Casing.Lower),
        ["capitalize"] = Changed("capitalize", Casing.Capitalize),
        ["title"] = Plain("title", Title),
        ["trim"] = Trim,
        ["replace"] = Replace,
        ["wordcount"] = Plain("wordcount", WordCount),
        ["format"] = Format,
        ["urlencode"] = UrlEncode,
        ["pprint"] = PrettyPrint,
    };

    /// <summary>The text of a value, with a mark that it was markup.</summary>
    public static object Like(object? value, string text) => value is Markup ? new Markup(text) : text;

    private static Filter Changed(string name, Func<Rendering, string, string> change) => (rendering, value, arguments) =>
    {
        new Signature(name, 0).Bind(rendering, arguments);
        return Like(value, change(rendering, Printing.Text(rendering, value)));
    };

    private static Filter Plain(string name, Func<Rendering, string, object> change) => (rendering, value, arguments) =>
    {
        new Signature(name, 0).Bind(rendering, arguments);
        return change(rendering, Printing.Text(rendering, value));
    };

    private static object Trim(Rendering rendering, object? value, Arguments arguments)
    {
        var characters = TrimCall.Bind(rendering, arguments).TextOrNone(0);
        var text = Printing.Text(rendering, value);
        rendering.MakeText(text.Length + (characters?.Length ?? 0));
        return Like(value, PyText.Strip(text, characters, atStart: true, atEnd: true));
    }

    private static string Replace(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = ReplaceCall.Bind(rendering, arguments);
        return TextMethods.Replace(
            rendering,
            Printing.Text(rendering, value),
            Printing.Text(rendering, bound[0]),
            Printing.Text(rendering, bound[1]),
            bound[2] is null ? -1 : bound.Whole(2, -1));
    }

    // Jinja's own idea of a title: a word begins after white space and after - ( { [ <.
    private static string Title(Rendering rendering, string text)
    {
        var title = new StringBuilder();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && IsWordBreak(text[at]) == (start < at && IsWordBreak(text[start])) && at > start)
            {
                continue;
            }

            if (at > start)
            {
                var word = text[start..at];
                var first = PyText.Width(word, 0);
                rendering.Write(title, Casing.Upper(rendering, word[..first]));
                rendering.Write(title, Casing.Lower(rendering, word[first..]));
                start = at;
            }
        }

        return title.ToString();
    }

    private static bool IsWordBreak(char letter) => PyText.IsSpace(letter) || letter is '-' or '(' or '{' or '[' or '<';

    private static object WordCount(Rendering rendering, string text)
    {
        rendering.Spend(text.Length >> 2);
        var count = 0L;
        var isInWord = false;
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            var isWord = text[at] == '_' || TextKind.IsAlphanumeric(text.Substring(at, PyText.Width(text, at)));
            count += isWord && !isInWord ? 1 : 0;
            isInWord = isWord;
        }

        return count;
    }

    private static object Format(Rendering rendering, object? value, Arguments arguments)
    {
        if (arguments.Positional.Length > 0 && arguments.Named.Count > 0)
        {
            throw rendering.Refuse("“format” takes arguments by position or by name, not both.");
        }

        var named = new PyDict(arguments.Named.Count);
        foreach (var (name, argument) in arguments.Named)
        {
            named.Set(name, argument);
        }

        return Like(value, PercentFormat.Apply(
            rendering, Printing.Text(rendering, value), named.Count > 0 ? named : new PyTuple(arguments.Positional)));
    }

    private static string UrlEncode(Rendering rendering, object? value, Arguments arguments)
    {
        new Signature("urlencode", 0).Bind(rendering, arguments);
        var pairs = value is PyDict dictionary ? dictionary.Members.Select(member => new PyTuple([member.Key, member.Value]))
            : value is string or Markup ? null
            : Iterating.TryOver(rendering, value);
        return pairs is null
            ? Quoted(rendering, Printing.Text(rendering, value), keepsSlash: true)
            : string.Join('&', pairs.Select(pair => Iterating.ToArray(rendering, pair) is [var key, var member]
                ? $"{QuotedForQuery(rendering, key)}={QuotedForQuery(rendering, member)}"
                : throw rendering.Refuse("“urlencode” takes a text, a dictionary or pairs.")));
    }

    private static string QuotedForQuery(Rendering rendering, object? value) =>
        Quoted(rendering, Printing.Text(rendering, value), keepsSlash: false).Replace("%20", "+", StringComparison.Ordinal);

    private static string Quoted(Rendering rendering, string text, bool keepsSlash)
    {
        rendering.MakeText(text.Length * 9L);
        var quoted = new StringBuilder(text.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'~' || (keepsSlash && letter == '/'))
            {
                quoted.Append((char)letter);
            }
            else
            {
                quoted.Append('%').Append(letter.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return quoted.ToString();
    }

    // Python breaks what is longer than a line; a conversation has no use for that.
    private static string PrettyPrint(Rendering rendering, object? value, Arguments arguments)
    {
        new Signature("pprint", 0).Bind(rendering, arguments);
        var text = Printing.Representation(rendering, value is PyDict dictionary ? Json.SortedByKey(rendering, dictionary) : value);
        return text.Length <= 80 ? text : throw rendering.Refuse("“pprint” is not known here for more than a line; use |tojson.");
    }
}
