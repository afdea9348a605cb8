using System.Globalization;
using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>What stands between quotes, with Python's escapes.</summary>
internal static class StringLiteral
{
    public static string Unescape(ReadOnlySpan<char> raw, int line)
    {
        if (!raw.Contains('\\'))
        {
            return raw.ToString();
        }

        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at]);
                continue;
            }

            at++;
            switch (raw[at])
            {
                case '\n':
                    break;
                case 'x':
                    text.Append((char)Hexadecimal(raw, ref at, 2, line));
                    break;
                case 'u':
                    text.Append((char)Hexadecimal(raw, ref at, 4, line));
                    break;
                case 'U':
                    var point = Hexadecimal(raw, ref at, 8, line);
                    text.Append(point is >= 0 and <= 0x10FFFF
                        ? point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point)
                        : throw new ChatTemplateException(line, "a text holds an escape \\U that is not a character."));
                    break;
                case 'N':
                    throw new ChatTemplateException(line, "the escape \\N{…} is not known here; write the character itself.");
                case >= '0' and <= '7':
                    text.Append((char)Octal(raw, ref at));
                    break;
                case var letter when Simple(letter) is { } simple:
                    text.Append(simple);
                    break;
                case > '\x7f':
                    AppendAsPythonWrites(text, raw, ref at);
                    break;
                case var letter:
                    text.Append('\\').Append(letter);
                    break;
            }
        }

        return text.ToString();
    }

    private static char? Simple(char letter) => letter switch
    {
        '\\' or '\'' or '"' => letter,
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        _ => null,
    };

    // Jinja turns other than ASCII characters into escapes first, so a backslash before one escapes that escape.
    private static void AppendAsPythonWrites(StringBuilder text, ReadOnlySpan<char> raw, ref int at)
    {
        var point = char.IsHighSurrogate(raw[at]) && at + 1 < raw.Length && char.IsLowSurrogate(raw[at + 1])
            ? char.ConvertToUtf32(raw[at], raw[++at])
            : raw[at];
        text.Append('\\').Append(point switch
        {
            <= 0xFF => $"x{point:x2}",
            <= 0xFFFF => $"u{point:x4}",
            _ => $"U{point:x8}",
        });
    }

    private static int Hexadecimal(ReadOnlySpan<char> raw, ref int at, int digits, int line)
    {
        var from = at + 1;
        at += digits;
        return at < raw.Length && int.TryParse(raw.Slice(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ChatTemplateException(line, $"a text holds an escape \\{raw[from - 1]} without its {digits} digits.");
    }

    private static int Octal(ReadOnlySpan<char> raw, ref int at)
    {
        var value = 0;
        var end = at + 3;
        for (; at < end && at < raw.Length && raw[at] is >= '0' and <= '7'; at++)
        {
            value = (value * 8) + raw[at] - '0';
        }

        at--;
        return value;
    }
}
