using System.Globalization;
using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Numbers read from texts as Python's <c>int</c> and <c>float</c> read them.</summary>
internal static class NumberText
{
    private const int MostDigits = 4_300;

    /// <summary>A whole number; <c>null</c> where the text is none.</summary>
    public static object? ReadWhole(Rendering rendering, string text, long radix)
    {
        if (radix is not 0 and (< 2 or > 36))
        {
            return null;
        }

        var digits = PyText.Strip(text, null, atStart: true, atEnd: true);
        var isNegative = digits.StartsWith('-');
        digits = digits.StartsWith('-') || digits.StartsWith('+') ? digits[1..] : digits;
        var isMarked = false;
        if (digits.Length > 1 && digits[0] == '0')
        {
            var marked = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (marked > 0 && (radix == 0 || radix == marked))
            {
                (radix, isMarked) = (marked, true);
                digits = digits[2..];
                digits = digits.StartsWith('_') ? digits[1..] : digits;
            }
        }

        if (radix == 0)
        {
            radix = digits.Trim('0', '_').Length > 0 && digits.StartsWith('0') ? 1 : 10;
        }

        if (!IsGrouped(digits, letter => Value(letter) is var value && value >= 0 && value < radix) || (digits.Length == 0 && isMarked))
        {
            return null;
        }

        digits = digits.Replace("_", "", StringComparison.Ordinal);
        if (digits.Length > MostDigits)
        {
            throw rendering.Refuse($"a number has more than {MostDigits:N0} digits.");
        }

        rendering.Spend(digits.Length);
        var number = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Value(digit));
        return PyNumber.Normalized(isNegative ? -number : number);
    }

    /// <summary>A fraction; <c>null</c> where the text is none.</summary>
    public static double? ReadFloat(Rendering rendering, string text)
    {
        var trimmed = PyText.Strip(text, null, atStart: true, atEnd: true);
        rendering.Spend(text.Length >> 3);
        var unsigned = trimmed.TrimStart('+', '-');
        if (trimmed.Length - unsigned.Length <= 1)
        {
            var sign = trimmed.StartsWith('-') ? -1 : 1;
            switch (unsigned.ToLowerInvariant())
            {
                case "inf" or "infinity":
                    return sign * double.PositiveInfinity;
                case "nan":
                    return double.NaN;
            }
        }

        return IsGrouped(trimmed, letter => char.IsAsciiDigit(letter) || letter is '.' or 'e' or 'E' or '+' or '-')
            && trimmed.Any(char.IsAsciiDigit)
            && !HasUnderscoreBesideSign(trimmed)
            && double.TryParse(
                trimmed.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number) ? number : null;
    }

    private static bool HasUnderscoreBesideSign(string text)
    {
        for (var at = text.IndexOf('_'); at >= 0; at = text.IndexOf('_', at + 1))
        {
            if (!char.IsAsciiDigit(text[at - 1]) || !char.IsAsciiDigit(text[at + 1]))
            {
                return true;
            }
        }

        return false;
    }

    // Single underscores may stand between digits.
    private static bool IsGrouped(string text, Func<char, bool> isDigit) => text.Length > 0
        && !text.StartsWith('_') && !text.EndsWith('_') && !text.Contains("__", StringComparison.Ordinal)
        && text.All(letter => letter == '_' || isDigit(letter));

    private static int Value(char letter) => letter switch
    {
        >= '0' and <= '9' => letter - '0',
        >= 'a' and <= 'z' => letter - 'a' + 10,
        >= 'A' and <= 'Z' => letter - 'A' + 10,
        _ when char.IsDigit(letter) => (int)char.GetNumericValue(letter),
        _ => -1,
    };
}
