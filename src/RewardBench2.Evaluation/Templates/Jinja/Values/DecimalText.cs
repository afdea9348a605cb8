using System.Globalization;
using System.Numerics;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Fractions in decimals, rounded as Python does: from the exact value, halves to the even digit.</summary>
internal static class DecimalText
{
    /// <summary>A number with so many digits after the point; a negative count rounds before it.</summary>
    public static string Fixed(double number, int digits)
    {
        var sign = double.IsNegative(number) ? "-" : "";
        var (numerator, denominator) = Exactly(Math.Abs(number));
        if (digits <= 0)
        {
            var unit = BigInteger.Pow(10, -digits);
            return sign + (DivideToEven(numerator, denominator * unit) * unit).ToString(CultureInfo.InvariantCulture);
        }

        var scaled = DivideToEven(numerator * BigInteger.Pow(10, digits), denominator)
            .ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return $"{sign}{scaled[..^digits]}.{scaled[^digits..]}";
    }

    /// <summary>The first digits of a number and its decimal exponent: 1234.5 to three digits is 123 and 3.</summary>
    public static (string Digits, int Exponent) Significant(double number, int digits)
    {
        if (number == 0)
        {
            return (new string('0', digits), 0);
        }

        var (numerator, denominator) = Exactly(Math.Abs(number));
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(number)));
        while (true)
        {
            var scale = digits - 1 - exponent;
            var rounded = scale >= 0
                ? DivideToEven(numerator * BigInteger.Pow(10, scale), denominator)
                : DivideToEven(numerator, denominator * BigInteger.Pow(10, -scale));
            var text = rounded.ToString(CultureInfo.InvariantCulture);
            if (text.Length == digits)
            {
                return (text, exponent);
            }

            exponent += text.Length > digits ? 1 : -1;
        }
    }

    public static BigInteger DivideToEven(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        if (rest.Sign < 0)
        {
            (quotient, rest) = (quotient - 1, rest + denominator);
        }

        var order = (rest * 2).CompareTo(denominator);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Exactly(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = (BigInteger)(bits & 0xFFFFFFFFFFFFF) + (exponent > 0 ? BigInteger.One << 52 : BigInteger.Zero);
        var shift = Math.Max(exponent, 1) - 1_075;
        return shift >= 0 ? (mantissa << shift, BigInteger.One) : (mantissa, BigInteger.One << -shift);
    }
}
