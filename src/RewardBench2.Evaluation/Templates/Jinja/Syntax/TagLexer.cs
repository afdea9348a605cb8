using System.Globalization;
using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Reads what stands between <c>{{</c> or <c>{%</c> and the tag's end.</summary>
internal sealed class TagLexer(string source, List<Token> tokens, bool isOutput)
{
    // Python refuses to read longer numbers.
    private const int MostDigits = 4_300;

    private static readonly string[] Operators =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ];

    private readonly Stack<char> _brackets = new();

    /// <summary>Reads one tag and gives the position behind it.</summary>
    public int Read(int position, ref int line)
    {
        var opened = line;
        while (position < source.Length)
        {
            if (_brackets.Count == 0 && EndAt(position) is { } end)
            {
                tokens.Add(new Token(isOutput ? TokenKind.OutputEnd : TokenKind.TagEnd, line, ""));
                line += source.AsSpan(position, end - position).Count('\n');
                return end;
            }

            var start = position;
            position = ReadOne(position, line);
            line += source.AsSpan(start, position - start).Count('\n');
        }

        throw new ChatTemplateException(opened, isOutput ? "a tag has no end }}." : "a tag has no end %}.");
    }

    private int? EndAt(int position)
    {
        var sign = source[position];
        var isSigned = sign == '-' || (sign == '+' && !isOutput);
        var at = position + (isSigned ? 1 : 0);
        if (string.CompareOrdinal(source, at, isOutput ? "}}" : "%}", 0, 2) != 0)
        {
            return null;
        }

        at += 2;
        if (isSigned && sign == '-')
        {
            while (at < source.Length && PyText.IsSpace(source[at]))
            {
                at++;
            }
        }
        else if (!isSigned && !isOutput && at < source.Length && source[at] == '\n')
        {
            at++;
        }

        return at;
    }

    private int ReadOne(int position, int line) => source[position] switch
    {
        var blank when PyText.IsSpace(blank) => position + 1,
        >= '0' and <= '9' => ReadNumber(position, line),
        '\'' or '"' => ReadString(position, line),
        var letter when IsNamePart(letter) => ReadName(position, line),
        _ => ReadOperator(position, line),
    };

    private static bool IsNamePart(char letter) =>
        letter == '_' || char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.LetterNumber;

    private int ReadName(int position, int line)
    {
        var end = position;
        while (end < source.Length && IsNamePart(source[end]))
        {
            end++;
        }

        tokens.Add(new Token(TokenKind.Name, line, source[position..end]));
        return end;
    }

    private int ReadOperator(int position, int line)
    {
        var text = Array.Find(Operators, known => string.CompareOrdinal(source, position, known, 0, known.Length) == 0)
            ?? throw new ChatTemplateException(line, $"the character “{source[position]}” has no meaning here.");
        switch (text[0])
        {
            case '(' or '[' or '{':
                _brackets.Push(text[0] switch { '(' => ')', '[' => ']', _ => '}' });
                break;
            case ')' or ']' or '}' when !_brackets.TryPop(out var expected) || expected != text[0]:
                throw new ChatTemplateException(line, $"“{text}” closes nothing.");
        }

        tokens.Add(new Token(TokenKind.Operator, line, text));
        return position + text.Length;
    }

    private int ReadNumber(int position, int line)
    {
        // A digit after a dot is an index (list.0.1), never the start of a fraction.
        var isIndex = position > 0 && source[position - 1] == '.';
        var whole = Digits(position, IsDecimal);
        var fraction = whole < source.Length && source[whole] == '.' ? Digits(whole + 1, IsDecimal) : whole + 1;
        var end = fraction > whole + 1 ? fraction : whole;
        var isFloat = end > whole;
        if (end < source.Length && source[end] is 'e' or 'E')
        {
            var exponent = end + 1 < source.Length && source[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (Digits(exponent, IsDecimal) is var after && after > exponent)
            {
                (end, isFloat) = (after, true);
            }
        }

        if (isFloat && !isIndex)
        {
            var text = source[position..end].Replace("_", "", StringComparison.Ordinal);
            tokens.Add(new Token(TokenKind.Float, line, text, double.Parse(text, CultureInfo.InvariantCulture)));
            return end;
        }

        return ReadInteger(position, whole, line);
    }

    private int ReadInteger(int position, int end, int line)
    {
        var (radix, isDigit) = position + 1 < source.Length && source[position] == '0' ? char.ToLowerInvariant(source[position + 1]) switch
        {
            'x' => (16, char.IsAsciiHexDigit),
            'o' => (8, digit => digit is >= '0' and <= '7'),
            'b' => (2, digit => digit is '0' or '1'),
            _ => (10, IsDecimal),
        } : (10, (Func<char, bool>)IsDecimal);
        if (radix != 10)
        {
            var digits = position + 2 < source.Length && source[position + 2] == '_' ? position + 3 : position + 2;
            end = Digits(digits, isDigit);
            if (end == digits)
            {
                (radix, end) = (10, position + 1);
            }
        }
        else if (source[position] == '0')
        {
            end = Digits(position, digit => digit == '0');
        }

        var text = source[position..end].Replace("_", "", StringComparison.Ordinal);
        if (text.Length > MostDigits)
        {
            throw new ChatTemplateException(line, $"a number has more than {MostDigits:N0} digits.");
        }

        var value = radix == 10
            ? BigInteger.Parse(text, CultureInfo.InvariantCulture)
            : text.Skip(2).Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));
        tokens.Add(new Token(TokenKind.Integer, line, text, PyNumber.Normalized(value)));
        return end;
    }

    private static bool IsDecimal(char digit) => char.IsAsciiDigit(digit);

    // Digits with single underscores between them.
    private int Digits(int position, Func<char, bool> isDigit)
    {
        while (position < source.Length
            && (isDigit(source[position])
                || (source[position] == '_' && isDigit(source[position - 1]) && position + 1 < source.Length && isDigit(source[position + 1]))))
        {
            position++;
        }

        return position;
    }

    private int ReadString(int position, int line)
    {
        var quote = source[position];
        for (var end = position + 1; end < source.Length; end++)
        {
            if (source[end] == '\\')
            {
                end++;
            }
            else if (source[end] == quote)
            {
                var text = StringLiteral.Unescape(source.AsSpan(position + 1, end - position - 1), line);
                tokens.Add(new Token(TokenKind.String, line, text, text));
                return end + 1;
            }
        }

        throw new ChatTemplateException(line, "a text in quotes has no end.");
    }
}
