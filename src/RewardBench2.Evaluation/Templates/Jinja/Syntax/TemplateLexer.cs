using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>
/// Cuts a template into text and tags, with Jinja's rules of white space: <c>trim_blocks</c>, <c>lstrip_blocks</c>, the signs
/// <c>-</c> and <c>+</c>, every kind of line break read as LF, and the template's last line break dropped.
/// </summary>
internal sealed class TemplateLexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;

    // Whether the piece before ended a line: only then may blanks before a tag be an indentation.
    private bool _isLineStart = true;

    private TemplateLexer(string source) => _source = source;

    /// <summary>The tokens of a template, an end token last.</summary>
    /// <exception cref="ChatTemplateException">A tag, text or comment has no end, or a character no meaning.</exception>
    public static IReadOnlyList<Token> Read(string source)
    {
        var lines = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lexer = new TemplateLexer(lines.EndsWith('\n') ? lines[..^1] : lines);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_position < _source.Length)
        {
            var start = FindTag();
            if (start < 0)
            {
                AddText(_source[_position..]);
                break;
            }

            ReadTag(start);
        }

        _tokens.Add(new Token(TokenKind.End, _line, ""));
    }

    private int FindTag()
    {
        for (var at = _position; (at = _source.IndexOf('{', at)) >= 0 && at + 1 < _source.Length; at++)
        {
            if (_source[at + 1] is '{' or '%' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    private void ReadTag(int start)
    {
        var text = _source[_position..start];
        var kind = _source[start + 1];
        var sign = SignAt(start + 2);
        AddText(Trimmed(text, sign, isIndentedTag: kind != '{'), read: text);
        var inner = start + 2 + (sign == '\0' ? 0 : 1);
        switch (kind)
        {
            case '#':
                ReadComment(inner);
                break;
            case '%' when IsRaw(inner) is { } rawStart:
                Advance(rawStart);
                ReadRaw();
                break;
            default:
                _tokens.Add(new Token(kind == '{' ? TokenKind.OutputStart : TokenKind.TagStart, _line, ""));
                _position = new TagLexer(_source, _tokens, isOutput: kind == '{').Read(inner, ref _line);
                break;
        }

        _isLineStart = _position > 0 && _source[_position - 1] == '\n';
    }

    private char SignAt(int position) => position < _source.Length && _source[position] is '-' or '+' ? _source[position] : '\0';

    private string Trimmed(string text, char sign, bool isIndentedTag)
    {
        if (sign == '-')
        {
            return PyText.StripEnd(text);
        }

        if (sign == '+' || !isIndentedTag)
        {
            return text;
        }

        var lineStart = text.LastIndexOf('\n') + 1;
        return (lineStart > 0 || _isLineStart) && lineStart < text.Length && PyText.IsBlank(text.AsSpan(lineStart)) ? text[..lineStart] : text;
    }

    private void ReadComment(int inner)
    {
        var end = _source.IndexOf("#}", inner, StringComparison.Ordinal);
        if (end < 0 && inner == _source.Length)
        {
            Advance(inner);
            return;
        }

        if (end < 0)
        {
            throw new ChatTemplateException(_line, "a comment {# has no end #}.");
        }

        Advance(AfterEnd(end + 2, end > inner ? _source[end - 1] : '\0'));
    }

    // {% raw %} keeps the line break after it, and knows no plus sign at its end.
    private int? IsRaw(int inner)
    {
        var position = SkipBlanks(inner);
        if (string.CompareOrdinal(_source, position, "raw", 0, 3) != 0)
        {
            return null;
        }

        position = SkipBlanks(position + 3);
        return string.CompareOrdinal(_source, position, "-%}", 0, 3) == 0 ? SkipBlanks(position + 3)
            : string.CompareOrdinal(_source, position, "%}", 0, 2) == 0 ? position + 2
            : null;
    }

    private void ReadRaw()
    {
        _isLineStart = _source[_position - 1] == '\n';
        for (var start = _position; (start = _source.IndexOf("{%", start, StringComparison.Ordinal)) >= 0; start++)
        {
            var sign = SignAt(start + 2);
            var position = SkipBlanks(start + 2 + (sign == '\0' ? 0 : 1));
            if (string.CompareOrdinal(_source, position, "endraw", 0, 6) != 0)
            {
                continue;
            }

            position = SkipBlanks(position + 6);
            var endSign = SignAt(position);
            position += endSign == '\0' ? 0 : 1;
            if (string.CompareOrdinal(_source, position, "%}", 0, 2) == 0)
            {
                var text = _source[_position..start];
                AddText(Trimmed(text, sign, isIndentedTag: true), read: text);
                Advance(AfterEnd(position + 2, endSign));
                return;
            }
        }

        // As in Jinja, what holds nothing needs no end.
        if (_position < _source.Length)
        {
            throw new ChatTemplateException(_line, "“raw” has no “endraw”.");
        }
    }

    private int AfterEnd(int position, char sign) => sign switch
    {
        '-' => SkipBlanks(position),
        '+' => position,
        _ => position < _source.Length && _source[position] == '\n' ? position + 1 : position,
    };

    private int SkipBlanks(int position)
    {
        while (position < _source.Length && PyText.IsSpace(_source[position]))
        {
            position++;
        }

        return position;
    }

    private void AddText(string text, string? read = null)
    {
        if (text.Length > 0)
        {
            _tokens.Add(new Token(TokenKind.Text, _line, text));
        }

        Advance(_position + (read ?? text).Length);
    }

    private void Advance(int position)
    {
        _line += _source.AsSpan(_position, position - _position).Count('\n');
        _position = position;
    }
}
