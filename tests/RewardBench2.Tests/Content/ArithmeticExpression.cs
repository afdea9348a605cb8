using System.Numerics;

namespace RewardBench2.Tests.Content;

/// <summary>
/// Evaluates the expressions of Math labels exactly: numbers, <c>+ - * / % ^</c>, parentheses, <c>choose(n,k)</c> and
/// <c>gcd(a,b)</c>. <c>^</c> binds most tightly, then <c>* / %</c>, then <c>+ -</c>; one level runs from left to right.
/// </summary>
internal sealed class ArithmeticExpression
{
    private static readonly string[] Levels = ["+-", "*/%", "^"];

    private readonly string _text;
    private int _at;

    private ArithmeticExpression(string text) => _text = text;

    /// <exception cref="FormatException">The text is not an expression of this kind.</exception>
    public static Fraction Evaluate(string text)
    {
        var expression = new ArithmeticExpression(text);
        var value = expression.ReadLevel(0);
        return expression._at == text.Length ? value : throw expression.Unexpected();
    }

    private Fraction ReadLevel(int level)
    {
        if (level == Levels.Length)
        {
            return ReadOperand();
        }

        var value = ReadLevel(level + 1);
        while (_at < _text.Length && Levels[level].Contains(_text[_at], StringComparison.Ordinal))
        {
            var symbol = _text[_at++];
            value = Apply(symbol, value, ReadLevel(level + 1));
        }

        return value;
    }

    private static Fraction Apply(char symbol, Fraction left, Fraction right) => symbol switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' => left / right,
        '%' => left % right,
        _ => new Fraction(BigInteger.Pow(left.Numerator, (int)right.Whole), BigInteger.Pow(left.Denominator, (int)right.Whole)),
    };

    private Fraction ReadOperand()
    {
        if (Take("("))
        {
            var value = ReadLevel(0);
            return Take(")") ? value : throw Unexpected();
        }

        return Take("choose(") ? ReadCall(Choose)
            : Take("gcd(") ? ReadCall(BigInteger.GreatestCommonDivisor)
            : ReadNumber();
    }

    private Fraction ReadCall(Func<BigInteger, BigInteger, BigInteger> function)
    {
        var first = ReadLevel(0);
        var second = Take(",") ? ReadLevel(0) : throw Unexpected();
        return Take(")") ? new Fraction(function(first.Whole, second.Whole), 1) : throw Unexpected();
    }

    private Fraction ReadNumber()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        return _at > start ? Fraction.Parse(_text[start.._at]) : throw Unexpected();
    }

    private bool Take(string expected)
    {
        var isNext = string.CompareOrdinal(_text, _at, expected, 0, expected.Length) == 0;
        _at += isNext ? expected.Length : 0;
        return isNext;
    }

    private FormatException Unexpected() => new($"'{_text}' cannot be read from position {_at}.");

    private static BigInteger Choose(BigInteger n, BigInteger k)
    {
        var ways = BigInteger.One;
        for (var i = BigInteger.One; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
