using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>
/// Cuts a template into tokens. White space is treated as chat templates expect it (trim_blocks and lstrip_blocks on):
/// a line break after a statement is dropped, and so are blanks between a line's start and a statement.
/// </summary>
public sealed class JinjaLexer(string source)
{
    private static readonly string[] Symbols =
    [
        "==", "!=", "<=", ">=", "//", "**", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|", "=", "<", ">", "+", "-", "*", "/", "%", "~",
    ];

    private readonly List<JinjaToken> _tokens = [];
    private int _position;
    private int _line = 1;

    /// <summary>All tokens, an end token last.</summary>
    /// <exception cref="ChatTemplateException">A tag, comment or quote has no end, or a character no meaning.</exception>
    public IReadOnlyList<JinjaToken> Read()
    {
        if (source.Length > JinjaLimits.Source)
        {
            throw new ChatTemplateException($"The chat template is longer than {JinjaLimits.Source:N0} characters.");
        }

        var dropsLineBreak = false;
        var dropsSpace = false;
        while (_position < source.Length)
        {
            var open = NextTag(_position);
            ReadText(open, dropsLineBreak, dropsSpace);
            if (open < source.Length)
            {
                (dropsLineBreak, dropsSpace) = source[open + 1] == '#' ? SkipComment() : ReadTag();
            }
        }

        _tokens.Add(new JinjaToken(JinjaTokenKind.End, "", _line));
        return _tokens;
    }

    private int NextTag(int from)
    {
        for (var at = source.IndexOf('{', from); at >= 0 && at + 1 < source.Length; at = source.IndexOf('{', at + 1))
        {
            if (source[at + 1] is '{' or '%' or '#')
            {
                return at;
            }
        }

        return source.Length;
    }

    private void ReadText(int end, bool dropsLineBreak, bool dropsSpace)
    {
        var text = source[_position..end];
        var lines = text.Count(letter => letter == '\n');
        var startsLine = _position == 0;
        if (dropsSpace)
        {
            text = text.TrimStart();
        }
        else if (dropsLineBreak && (text.StartsWith('\n') || text.StartsWith("\r\n", StringComparison.Ordinal)))
        {
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            startsLine = true;
        }

        if (end < source.Length)
        {
            text = TrimBeforeTag(text, source[end + 1], end + 2 < source.Length ? source[end + 2] : ' ', startsLine);
        }

        if (text.Length > 0)
        {
            _tokens.Add(new JinjaToken(JinjaTokenKind.Text, text, _line));
        }

        _line += lines;
        _position = end;
    }

    private static string TrimBeforeTag(string text, char tag, char sign, bool startsLine)
    {
        if (sign == '-')
        {
            return text.TrimEnd();
        }

        if (tag == '{' || sign == '+')
        {
            return text;
        }

        var blanks = text.AsSpan().TrimEnd(" \t").Length;
        return (blanks == 0 && startsLine) || (blanks > 0 && text[blanks - 1] == '\n') ? text[..blanks] : text;
    }

    private (bool DropsLineBreak, bool DropsSpace) SkipComment()
    {
        var end = source.IndexOf("#}", _position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new ChatTemplateException(_line, "a comment {# has no end #}.");
        }

        _line += source.AsSpan(_position, end - _position).Count('\n');
        _position = end + 2;
        return (DropsLineBreak: true, DropsSpace: source[end - 1] == '-');
    }

    private (bool DropsLineBreak, bool DropsSpace) ReadTag()
    {
        var isStatement = source[_position + 1] == '%';
        var start = _line;
        _tokens.Add(new JinjaToken(isStatement ? JinjaTokenKind.StatementStart : JinjaTokenKind.OutputStart, "", _line));
        _position += 2;
        if (_position < source.Length && source[_position] is '-' or '+')
        {
            _position++;
        }

        var close = isStatement ? "%}" : "}}";
        var depth = 0;
        while (_position < source.Length)
        {
            var rest = source.AsSpan(_position);
            var isTrimming = rest[0] == '-' && rest[1..].StartsWith(close);
            if (depth <= 0 && (isTrimming || rest.StartsWith(close)))
            {
                _tokens.Add(new JinjaToken(JinjaTokenKind.TagEnd, "", _line));
                _position += isTrimming ? 3 : 2;
                return (DropsLineBreak: isStatement, DropsSpace: isTrimming);
            }

            // Inside of a dictionary "}}" may close two brackets rather than the tag.
            depth += rest[0] switch { '{' => 1, '}' => -1, _ => 0 };
            ReadToken();
        }

        throw new ChatTemplateException(start, $"a tag has no end {close}.");
    }

    private void ReadToken()
    {
        var letter = source[_position];
        if (char.IsWhiteSpace(letter))
        {
            _line += letter == '\n' ? 1 : 0;
            _position++;
        }
        else if (letter is '\'' or '"')
        {
            ReadQuoted(letter);
        }
        else if (char.IsAsciiDigit(letter))
        {
            Add(JinjaTokenKind.Number, LengthWhile((next, at) =>
                char.IsAsciiDigit(next) || (next == '.' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1]))));
        }
        else if (char.IsLetter(letter) || letter == '_')
        {
            Add(JinjaTokenKind.Name, LengthWhile((next, _) => char.IsLetterOrDigit(next) || next == '_'));
        }
        else
        {
            var symbol = Array.Find(Symbols, known => source.AsSpan(_position).StartsWith(known))
                ?? throw new ChatTemplateException(_line, $"the character “{letter}” has no meaning here.");
            Add(JinjaTokenKind.Symbol, symbol.Length);
        }
    }

    private int LengthWhile(Func<char, int, bool> belongs)
    {
        var end = _position;
        while (end < source.Length && belongs(source[end], end))
        {
            end++;
        }

        return end - _position;
    }

    private void Add(JinjaTokenKind kind, int length)
    {
        _tokens.Add(new JinjaToken(kind, source.Substring(_position, length), _line));
        _position += length;
    }

    private void ReadQuoted(char quote)
    {
        var text = new StringBuilder();
        var start = _line;
        for (_position++; _position < source.Length; _position++)
        {
            var letter = source[_position];
            if (letter == quote)
            {
                _position++;
                _tokens.Add(new JinjaToken(JinjaTokenKind.Quoted, text.ToString(), start));
                return;
            }

            _line += letter == '\n' ? 1 : 0;
            if (letter == '\\' && _position + 1 < source.Length)
            {
                text.Append(Unescape(source[++_position]));
            }
            else
            {
                text.Append(letter);
            }
        }

        throw new ChatTemplateException(start, "a text in quotes has no end.");
    }

    private static string Unescape(char letter) => letter switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        '\\' or '\'' or '"' => letter.ToString(),
        _ => "\\" + letter,
    };
}
