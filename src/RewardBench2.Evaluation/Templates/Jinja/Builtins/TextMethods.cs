using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>A method of a text, with the text it belongs to.</summary>
internal delegate object? TextMethod(Rendering rendering, string text, BoundArguments arguments);

/// <summary>Python's methods of texts.</summary>
internal static partial class TextMethods
{
    private static readonly Dictionary<string, (Signature Signature, TextMethod Method)> Known = new[]
    {
        Of("strip", 0, (rendering, text, given) => Strip(rendering, text, given, atStart: true, atEnd: true), "/chars"),
        Of("lstrip", 0, (rendering, text, given) => Strip(rendering, text, given, atStart: true, atEnd: false), "/chars"),
        Of("rstrip", 0, (rendering, text, given) => Strip(rendering, text, given, atStart: false, atEnd: true), "/chars"),
        Of("split", 0, (rendering, text, given) => Split(rendering, text, given, fromEnd: false), "sep", "maxsplit"),
        Of("rsplit", 0, (rendering, text, given) => Split(rendering, text, given, fromEnd: true), "sep", "maxsplit"),
        Of("splitlines", 0, (rendering, text, given) => new PyList([.. Lines.Split(rendering, text, given.IsTrue(0))]), "keepends"),
        Of("startswith", 1, (rendering, text, given) => HasEnd(rendering, text, given, "startswith", atStart: true), "/prefix", "/start", "/end"),
        Of("endswith", 1, (rendering, text, given) => HasEnd(rendering, text, given, "endswith", atStart: false), "/suffix", "/start", "/end"),
        Of("replace", 2, (rendering, text, given) => Replace(rendering, text, given.Text(0), given.Text(1), given.Whole(2, -1)), "/old", "/new", "/count"),
        Of("upper", 0, (rendering, text, _) => Casing.Upper(rendering, text)),
        Of("lower", 0, (rendering, text, _) => Casing.Lower(rendering, text)),
        Of("casefold", 0, (rendering, text, _) => Casing.Fold(rendering, text)),
        Of("capitalize", 0, (rendering, text, _) => Casing.Capitalize(rendering, text)),
        Of("title", 0, (rendering, text, _) => Casing.Title(rendering, text)),
        Of("swapcase", 0, (rendering, text, _) => Casing.Swap(rendering, text)),
        Of("join", 1, (rendering, text, given) => Join(rendering, text, given[0]), "/iterable"),
        Of("find", 1, (rendering, text, given) => Find(rendering, text, given, fromEnd: false), "/sub", "/start", "/end"),
        Of("rfind", 1, (rendering, text, given) => Find(rendering, text, given, fromEnd: true), "/sub", "/start", "/end"),
        Of("index", 1, (rendering, text, given) => Found(rendering, Find(rendering, text, given, fromEnd: false)), "/sub", "/start", "/end"),
        Of("rindex", 1, (rendering, text, given) => Found(rendering, Find(rendering, text, given, fromEnd: true)), "/sub", "/start", "/end"),
        Of("count", 1, Count, "/sub", "/start", "/end"),
        Of("partition", 1, (rendering, text, given) => Partition(rendering, text, given.Text(0), fromEnd: false), "/sep"),
        Of("rpartition", 1, (rendering, text, given) => Partition(rendering, text, given.Text(0), fromEnd: true), "/sep"),
        Of("removeprefix", 1, (_, text, given) => text.StartsWith(given.Text(0), StringComparison.Ordinal) ? text[given.Text(0).Length..] : text, "/prefix"),
        Of("removesuffix", 1, (_, text, given) => text.EndsWith(given.Text(0), StringComparison.Ordinal) ? text[..^given.Text(0).Length] : text, "/suffix"),
        Of("center", 1, (rendering, text, given) => Center(rendering, text, given.Whole(0, 0), Fill(rendering, given)), "/width", "/fillchar"),
        Of("ljust", 1, (rendering, text, given) => Pad(rendering, text, 0, given.Whole(0, 0) - PyText.Length(text), Fill(rendering, given)), "/width", "/fillchar"),
        Of("rjust", 1, (rendering, text, given) => Pad(rendering, text, given.Whole(0, 0) - PyText.Length(text), 0, Fill(rendering, given)), "/width", "/fillchar"),
        Of("zfill", 1, ZeroFill, "/width"),
        Of("expandtabs", 0, ExpandTabs, "tabsize"),
        Of("translate", 1, Translate, "/table"),
        Of("isalpha", 0, (_, text, _) => PyNumber.Truth(TextKind.IsAlpha(text))),
        Of("isalnum", 0, (_, text, _) => PyNumber.Truth(TextKind.IsAlphanumeric(text))),
        Of("isascii", 0, (_, text, _) => PyNumber.Truth(Ascii.IsValid(text))),
        Of("isdecimal", 0, (_, text, _) => PyNumber.Truth(TextKind.IsDecimal(text))),
        Of("isdigit", 0, (_, text, _) => PyNumber.Truth(TextKind.IsDigit(text))),
        Of("isnumeric", 0, (_, text, _) => PyNumber.Truth(TextKind.IsNumeric(text))),
        Of("isidentifier", 0, (_, text, _) => PyNumber.Truth(TextKind.IsIdentifier(text))),
        Of("islower", 0, (_, text, _) => PyNumber.Truth(TextKind.IsLower(text))),
        Of("isupper", 0, (_, text, _) => PyNumber.Truth(TextKind.IsUpper(text))),
        Of("istitle", 0, (_, text, _) => PyNumber.Truth(TextKind.IsTitle(text))),
        Of("isspace", 0, (_, text, _) => PyNumber.Truth(TextKind.IsSpace(text))),
        Of("isprintable", 0, (_, text, _) => PyNumber.Truth(TextKind.IsPrintable(text))),
        Of("encode", 0, (rendering, _, _) => throw rendering.Refuse("“encode” gives bytes, which no conversation is made of."), "encoding", "errors"),
        Of("maketrans", 1, (_, _, given) => given[0], "/x"),
    }.ToDictionary(method => method.Name, method => (method.Signature, method.Method), StringComparer.Ordinal);

    /// <summary>A method of a text; <see cref="Absent"/> where there is none of that name.</summary>
    public static object Find(string text, string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return new PyFunction(name, (rendering, arguments) =>
            {
                rendering.Spend((text.Length >> 4) + 1);
                return known.Method(rendering, text, known.Signature.Bind(rendering, arguments));
            });
        }

        return name switch
        {
            "format" => new PyFunction(name, (rendering, arguments) => BraceFormat.Apply(rendering, text, arguments.Positional, arguments.Named)),
            "format_map" => new PyFunction(name, (rendering, arguments) => BraceFormat.ApplyMap(rendering, text, arguments)),
            _ => Absent.Value,
        };
    }

    public static string Replace(Rendering rendering, string text, string old, string replacement, long count)
    {
        if (count == 0 || (old.Length > text.Length && old.Length > 0))
        {
            return text;
        }

        if (old.Length == 0)
        {
            return Interleave(rendering, text, replacement, count);
        }

        // Counted before it is made: a short text may grow into a very long one.
        rendering.Spend((text.Length >> 2) + 1);
        var found = 0L;
        for (var at = 0; (count < 0 || found < count) && (at = text.IndexOf(old, at, StringComparison.Ordinal)) >= 0; at += old.Length)
        {
            found++;
        }

        if (found == 0)
        {
            return text;
        }

        rendering.MakeText(text.Length + (found * (replacement.Length - old.Length)));
        if (count < 0)
        {
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var output = new StringBuilder();
        var start = 0;
        for (; found > 0; found--)
        {
            var at = text.IndexOf(old, start, StringComparison.Ordinal);
            output.Append(text, start, at - start).Append(replacement);
            start = at + old.Length;
        }

        return output.Append(text, start, text.Length - start).ToString();
    }

    public static string Center(Rendering rendering, string text, long width, string fill)
    {
        var length = PyText.Length(text);
        var missing = Math.Max(0, width - length);
        var left = (missing / 2) + (missing & width & 1);
        return Pad(rendering, text, left, missing - left, fill);
    }

    // An empty text is found before every character and at the end.
    private static string Interleave(Rendering rendering, string text, string replacement, long count)
    {
        var places = Math.Min(count < 0 ? long.MaxValue : count, PyText.Length(text) + 1L);
        rendering.MakeText(text.Length + (places * replacement.Length));
        var output = new StringBuilder();
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            output.Append(places-- > 0 ? replacement : "").Append(text, at, PyText.Width(text, at));
        }

        return output.Append(places > 0 ? replacement : "").ToString();
    }

    private static (string Name, Signature Signature, TextMethod Method) Of(string name, int required, TextMethod method, params string[] parameters) =>
        (name, new Signature(name, required, parameters), method);

    private static string Fill(Rendering rendering, BoundArguments given) => !given.IsGiven(1) ? " "
        : given.Text(1) is var fill && PyText.Length(fill) == 1 ? fill
        : throw rendering.Refuse("the fill must be one character.");

    private static string Pad(Rendering rendering, string text, long left, long right, string fill)
    {
        (left, right) = (Math.Max(0, left), Math.Max(0, right));
        if (left == 0 && right == 0)
        {
            return text;
        }

        rendering.MakeText(text.Length + Math.Min(left, int.MaxValue) * fill.Length + Math.Min(right, int.MaxValue) * fill.Length);
        return string.Concat(Enumerable.Repeat(fill, (int)left)) + text + string.Concat(Enumerable.Repeat(fill, (int)right));
    }
}
