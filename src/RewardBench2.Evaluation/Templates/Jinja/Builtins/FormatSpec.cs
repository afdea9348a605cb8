using System.Globalization;
using System.Numerics;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>How a value is written in a format: width, sign, precision.</summary>
internal sealed record FormatSpec
{
    public string Fill { get; init; } = " ";

    /// <summary><c>&lt;</c>, <c>&gt;</c>, <c>^</c> or <c>=</c>; <c>null</c> is the value's own.</summary>
    public char? Align { get; init; }

    public char Sign { get; init; } = '-';

    public bool IsAlternate { get; init; }

    public bool IsZeroPadded { get; init; }

    public int Width { get; init; }

    /// <summary>Between groups of three digits: a comma, an underscore or nothing.</summary>
    public string Grouping { get; init; } = "";

    public int? Precision { get; init; }

    /// <summary>A width or precision, refused where it is huge.</summary>
    public static int Bounded(Rendering rendering, long number) => Math.Abs(number) <= JinjaLimits.FormatWidth
        ? (int)number
        : throw rendering.Refuse($"a format is wider than {JinjaLimits.FormatWidth:N0} characters.");

    public string FormatText(Rendering rendering, string text)
    {
        var cut = Precision is { } precision && precision < PyText.Length(text) ? text[..PyText.Offset(text, precision)] : text;
        return Pad(rendering, "", cut, '<');
    }

    /// <param name="kind"><c>d</c>, <c>x</c>, <c>X</c>, <c>o</c> or <c>b</c>.</param>
    public string FormatWhole(Rendering rendering, BigInteger number, char kind)
    {
        var positive = BigInteger.Abs(number);
        rendering.Spend((int)(positive.GetBitLength() >> 4) + 1);
        var digits = kind switch
        {
            'x' => Radix(positive, 16),
            'X' => Radix(positive, 16).ToUpperInvariant(),
            'o' => Radix(positive, 8),
            'b' => Radix(positive, 2),
            _ => positive.ToString(CultureInfo.InvariantCulture),
        };
        digits = digits.PadLeft(Precision ?? 0, '0');
        var prefix = IsAlternate && kind != 'd' ? $"0{kind}" : "";
        return Number(rendering, SignOf(number.Sign < 0) + prefix, digits, "", kind == 'd' ? 3 : 4);
    }

    /// <param name="kind"><c>f</c>, <c>e</c>, <c>g</c>, their capitals, or <c>%</c>.</param>
    public string FormatFloat(Rendering rendering, double number, char kind)
    {
        var sign = SignOf(double.IsNegative(number) && !double.IsNaN(number));
        var positive = Math.Abs(number);
        if (!double.IsFinite(number))
        {
            var name = double.IsNaN(number) ? "nan" : "inf";
            return Number(rendering, sign, char.IsUpper(kind) ? name.ToUpperInvariant() : name, kind == '%' ? "%" : "", 3);
        }

        var precision = Precision ?? 6;
        rendering.MakeText(precision + 310);
        var text = char.ToLowerInvariant(kind) switch
        {
            'f' => DecimalText.Fixed(positive, precision) + (IsAlternate && precision == 0 ? "." : ""),
            '%' => DecimalText.Fixed(positive * 100, precision),
            'e' => Exponential(positive, precision),
            _ => General(positive, Math.Max(1, precision)),
        };
        text = char.IsUpper(kind) ? text.ToUpperInvariant() : text;
        var end = text.AsSpan().IndexOfAny('.', 'e', 'E');
        return Number(rendering, sign, end < 0 ? text : text[..end], (end < 0 ? "" : text[end..]) + (kind == '%' ? "%" : ""), 3);
    }

    /// <summary>A sign, digits and what follows them, grouped and padded.</summary>
    public string Number(Rendering rendering, string sign, string whole, string rest, int group)
    {
        var isPaddedWithin = IsZeroPadded || Align == '=';
        var fill = IsZeroPadded ? "0" : Fill;
        if (Grouping.Length > 0)
        {
            whole = Grouped(whole, group, isPaddedWithin && fill == "0" ? Width - sign.Length - rest.Length : 0);
        }

        if (!isPaddedWithin)
        {
            return Pad(rendering, sign, whole + rest, '>');
        }

        var missing = Math.Max(0, Width - sign.Length - whole.Length - rest.Length);
        rendering.MakeText(missing);
        return sign + string.Concat(Enumerable.Repeat(fill, missing)) + whole + rest;
    }

    // Zeros in front are grouped as well, and never begin with the separator.
    private string Grouped(string digits, int group, int width)
    {
        while (digits.Length + ((digits.Length - 1) / group) < width)
        {
            digits = "0" + digits;
        }

        if (!char.IsAsciiLetterOrDigit(digits[0]) || digits is "inf" or "nan")
        {
            return digits;
        }

        var text = new StringBuilder(digits);
        for (var at = digits.Length - group; at > 0; at -= group)
        {
            text.Insert(at, Grouping);
        }

        return text.ToString();
    }

    private string Pad(Rendering rendering, string sign, string text, char own)
    {
        var missing = Math.Max(0, Width - sign.Length - PyText.Length(text));
        rendering.MakeText(missing);
        var left = (Align ?? own) switch { '<' => 0, '^' => missing / 2, _ => missing };
        return string.Concat(Enumerable.Repeat(Fill, left)) + sign + text + string.Concat(Enumerable.Repeat(Fill, missing - left));
    }

    private string SignOf(bool isNegative) => isNegative ? "-" : Sign == '-' ? "" : Sign.ToString();

    private string Exponential(double number, int precision)
    {
        var (digits, exponent) = DecimalText.Significant(number, precision + 1);
        var point = precision > 0 || IsAlternate ? "." : "";
        return $"{digits[0]}{point}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private string General(double number, int precision)
    {
        var (digits, exponent) = DecimalText.Significant(number, precision);
        var kept = IsAlternate ? digits : digits.TrimEnd('0').PadRight(1, '0');
        if (exponent < -4 || exponent >= precision)
        {
            var rest = kept[1..];
            return $"{kept[0]}{(rest.Length > 0 ? "." : "")}{rest}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
        {
            return $"0.{new string('0', -exponent - 1)}{kept}";
        }

        kept = kept.PadRight(exponent + 1, '0');
        return kept.Length > exponent + 1 ? $"{kept[..(exponent + 1)]}.{kept[(exponent + 1)..]}" : kept;
    }

    private static string Radix(BigInteger number, int radix)
    {
        if (number.IsZero)
        {
            return "0";
        }

        var digits = new Stack<char>();
        for (; !number.IsZero; number /= radix)
        {
            digits.Push("0123456789abcdef"[(int)(number % radix)]);
        }

        return string.Concat(digits);
    }
}
