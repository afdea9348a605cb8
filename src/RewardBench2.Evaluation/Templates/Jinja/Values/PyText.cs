using System.Buffers;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Texts as Python sees them: in characters, where .NET counts a character beyond U+FFFF as two.</summary>
internal static class PyText
{
    private static readonly SearchValues<char> Latin = SearchValues.Create([.. Enumerable.Range(0, 256).Select(code => (char)code)]);
    private static readonly string[] Singles = [.. Enumerable.Range(0, 256).Select(code => ((char)code).ToString())];

    public static bool IsSpace(char letter) => char.IsWhiteSpace(letter) || letter is >= '\x1c' and <= '\x1f';

    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!IsSpace(letter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text of a string or of markup; <c>null</c> for everything else.</summary>
    public static string? TryPlain(object? value) => value as string ?? (value as Markup)?.Text;

    public static string Plain(object value) => TryPlain(value) ?? throw new ArgumentException("This is not text.", nameof(value));

    /// <summary>Whether every character is one <c>char</c>.</summary>
    public static bool IsSimple(string text) =>
        text.AsSpan().IndexOfAnyExcept(Latin) < 0 || text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    public static int Length(string text)
    {
        if (IsSimple(text))
        {
            return text.Length;
        }

        var length = 0;
        for (var at = 0; at < text.Length; at += Width(text, at))
        {
            length++;
        }

        return length;
    }

    /// <summary>How many <c>char</c>s the character at a position takes.</summary>
    public static int Width(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>The position of a character among the <c>char</c>s; the text's length where there are fewer.</summary>
    public static int Offset(string text, long index)
    {
        if (IsSimple(text))
        {
            return (int)Math.Min(index, text.Length);
        }

        var at = 0;
        for (; index > 0 && at < text.Length; index--)
        {
            at += Width(text, at);
        }

        return at;
    }

    /// <summary>How many characters stand before a position among the <c>char</c>s.</summary>
    public static int Index(string text, int offset) => offset <= 0 ? offset : Length(text[..offset]);

    public static string Single(string text, int at) =>
        text[at] < Singles.Length ? Singles[text[at]] : text.Substring(at, Width(text, at));

    public static IEnumerable<string> Characters(Rendering rendering, string text)
    {
        for (var at = 0; at < text.Length; at += Width(text, at))
        {
            rendering.Spend();
            yield return Single(text, at);
        }
    }

    public static string StripEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    public static string StripStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    /// <summary>Takes white space, or any of some characters, off the ends.</summary>
    public static string Strip(string text, string? characters, bool atStart, bool atEnd)
    {
        if (characters is null)
        {
            text = atStart ? StripStart(text) : text;
            return atEnd ? StripEnd(text) : text;
        }

        var (start, end) = (0, text.Length);
        while (atStart && start < end && IsAmong(text, start, characters))
        {
            start += Width(text, start);
        }

        while (atEnd && end > start && IsAmong(text, Before(text, end), characters))
        {
            end = Before(text, end);
        }

        return text[start..end];
    }

    private static int Before(string text, int end) =>
        end >= 2 && char.IsLowSurrogate(text[end - 1]) && char.IsHighSurrogate(text[end - 2]) ? end - 2 : end - 1;

    private static bool IsAmong(string text, int at, string characters)
    {
        var width = Width(text, at);
        for (var found = 0; (found = characters.IndexOf(text[at], found)) >= 0; found++)
        {
            if (Width(characters, found) == width && (width == 1 || characters[found + 1] == text[at + 1]))
            {
                return true;
            }
        }

        return false;
    }
}
