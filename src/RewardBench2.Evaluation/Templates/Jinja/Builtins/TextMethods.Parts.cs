using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Methods that look for parts of a text, or take it apart.</summary>
internal static partial class TextMethods
{
    private static string Strip(Rendering rendering, string text, BoundArguments given, bool atStart, bool atEnd)
    {
        rendering.MakeText(text.Length);
        var characters = given.TextOrNone(0);
        rendering.Spend(characters?.Length ?? 0);
        return PyText.Strip(text, characters, atStart, atEnd);
    }

    private static PyList Split(Rendering rendering, string text, BoundArguments given, bool fromEnd)
    {
        rendering.MakeText(text.Length);
        var separator = given.TextOrNone(0);
        var most = given.Whole(1, -1);
        var parts = separator switch
        {
            null => SplitAtSpace(rendering, text, most < 0 ? long.MaxValue : most, fromEnd),
            "" => throw rendering.Refuse("a text cannot be split at an empty one."),
            _ => SplitAt(rendering, text, separator, most < 0 ? long.MaxValue : most, fromEnd),
        };
        return new PyList([.. parts]);
    }

    private static List<string> SplitAt(Rendering rendering, string text, string separator, long most, bool fromEnd)
    {
        var parts = new List<string>();
        var (start, end) = (0, text.Length);
        while (parts.Count < most)
        {
            var at = fromEnd
                ? text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal)
                : text.IndexOf(separator, start, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            rendering.MakeElements(1);
            parts.Add(fromEnd ? text[(at + separator.Length)..end] : text[start..at]);
            (start, end) = fromEnd ? (0, at) : (at + separator.Length, text.Length);
        }

        parts.Add(text[start..end]);
        if (fromEnd)
        {
            parts.Reverse();
        }

        return parts;
    }

    private static List<string> SplitAtSpace(Rendering rendering, string text, long most, bool fromEnd)
    {
        var parts = new List<string>();
        var (start, end) = (0, text.Length);
        while (true)
        {
            while (start < end && PyText.IsSpace(text[fromEnd ? end - 1 : start]))
            {
                _ = fromEnd ? end-- : start++;
            }

            if (start == end)
            {
                break;
            }

            rendering.MakeElements(1);
            if (parts.Count == most)
            {
                parts.Add(fromEnd ? PyText.StripEnd(text[start..end]) : PyText.StripStart(text[start..end]));
                break;
            }

            var at = fromEnd ? end : start;
            while (fromEnd ? at > start && !PyText.IsSpace(text[at - 1]) : at < end && !PyText.IsSpace(text[at]))
            {
                at += fromEnd ? -1 : 1;
            }

            parts.Add(fromEnd ? text[at..end] : text[start..at]);
            (start, end) = fromEnd ? (start, at) : (at, end);
        }

        if (fromEnd)
        {
            parts.Reverse();
        }

        return parts;
    }

    private static object HasEnd(Rendering rendering, string text, BoundArguments given, string method, bool atStart)
    {
        object?[] candidates = given[0] is PyTuple tuple ? tuple.Elements : [given[0]];
        var part = Part(text, given, out _, out var isWithin);
        foreach (var candidate in candidates)
        {
            rendering.Spend();
            var end = PyText.TryPlain(candidate) ?? throw rendering.Refuse(given[0] is Undefined missing
                ? missing.Message
                : $"“{method}” takes a text or a tuple of texts, not a {PyType.Describe(candidate)}.");
            if (isWithin && (atStart ? part.StartsWith(end, StringComparison.Ordinal) : part.EndsWith(end, StringComparison.Ordinal)))
            {
                return PyNumber.True;
            }
        }

        return PyNumber.False;
    }

    private static long Find(Rendering rendering, string text, BoundArguments given, bool fromEnd)
    {
        var part = Part(text, given, out var start, out var isWithin);
        var wanted = given.Text(0);
        rendering.Spend((text.Length >> 2) + 1);
        var at = !isWithin ? -1
            : fromEnd ? wanted.Length == 0 ? part.Length : part.LastIndexOf(wanted, StringComparison.Ordinal)
            : part.IndexOf(wanted, StringComparison.Ordinal);
        return at < 0 ? -1 : PyText.Index(text, start + at);
    }

    private static long Found(Rendering rendering, long position) =>
        position >= 0 ? position : throw rendering.Refuse("the text that “index” looks for is not there.");

    private static object Count(Rendering rendering, string text, BoundArguments given)
    {
        var part = Part(text, given, out _, out var isWithin);
        var wanted = given.Text(0);
        rendering.Spend((text.Length >> 2) + 1);
        if (!isWithin || wanted.Length == 0)
        {
            return isWithin ? PyText.Length(part) + 1L : 0L;
        }

        var count = 0L;
        for (var at = 0; (at = part.IndexOf(wanted, at, StringComparison.Ordinal)) >= 0; at += wanted.Length)
        {
            count++;
        }

        return count;
    }

    // The part of the text between the arguments start and end; where start lies behind end, nothing is within, not even "".
    private static string Part(string text, BoundArguments given, out int offset, out bool isWithin)
    {
        var length = PyText.Length(text);
        long Bound(int position, long fallback) =>
            given[position] is null ? fallback : given.Whole(position, 0) is var bound && bound < 0 ? Math.Max(0, bound + length) : bound;

        var (start, end) = (Bound(1, 0), Math.Min(length, Bound(2, length)));
        isWithin = start <= end;
        offset = PyText.Offset(text, Math.Min(start, length));
        return isWithin ? text[offset..PyText.Offset(text, end)] : "";
    }

    private static PyTuple Partition(Rendering rendering, string text, string separator, bool fromEnd)
    {
        if (separator.Length == 0)
        {
            throw rendering.Refuse("a text cannot be parted at an empty one.");
        }

        rendering.MakeText(text.Length);
        var at = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return new PyTuple(at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]]
            : fromEnd ? ["", "", text]
            : [text, "", ""]);
    }

    private static string Join(Rendering rendering, string separator, object? series)
    {
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var element in Iterating.Over(rendering, series))
        {
            rendering.Write(text, isFirst ? "" : separator);
            rendering.Write(text, PyText.TryPlain(element)
                ?? throw rendering.Refuse($"“join” joins texts, and one element is a {PyType.Describe(element)}."));
            isFirst = false;
        }

        return text.ToString();
    }

    private static string ZeroFill(Rendering rendering, string text, BoundArguments given)
    {
        var sign = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        return text[..sign] + Pad(rendering, text[sign..], given.Whole(0, 0) - PyText.Length(text), 0, "0");
    }

    private static string ExpandTabs(Rendering rendering, string text, BoundArguments given)
    {
        var size = given.Whole(0, 8);
        var output = new StringBuilder();
        var column = 0L;
        foreach (var letter in text)
        {
            if (letter == '\t')
            {
                var blanks = size > 0 ? size - (column % size) : 0;
                rendering.MakeText(blanks);
                output.Append(' ', (int)blanks);
                column += blanks;
                continue;
            }

            rendering.MakeText(1);
            output.Append(letter);
            column = letter is '\n' or '\r' ? 0 : char.IsLowSurrogate(letter) ? column : column + 1;
        }

        return output.ToString();
    }

    private static string Translate(Rendering rendering, string text, BoundArguments given)
    {
        var table = given[0] as PyDict ?? throw rendering.Refuse("“translate” needs a dictionary.");
        var output = new StringBuilder();
        foreach (var letter in PyText.Characters(rendering, text))
        {
            var point = (long)(char.IsHighSurrogate(letter[0]) && letter.Length > 1 ? char.ConvertToUtf32(letter[0], letter[1]) : letter[0]);
            rendering.Write(output, !table.TryGet(point, out var other) ? letter : other switch
            {
                null => "",
                string replacement => replacement,
                long code and >= 0 and <= 0x10FFFF => code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32((int)code),
                _ => throw rendering.Refuse("“translate” maps to texts, to code points or to none."),
            });
        }

        return output.ToString();
    }
}
