using System.Globalization;
using System.Numerics;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Whole numbers of any size, fractions, and truth values that count as 0 and 1.</summary>
internal static class PyNumber
{
    public static object True { get; } = true;

    public static object False { get; } = false;

    public static object Truth(bool value) => value ? True : False;

    public static bool IsNumber(object? value) => value is long or bool or double or BigInteger;

    /// <summary>A whole number as <c>long</c> where it fits.</summary>
    public static object Normalized(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    public static bool IsWhole(object? value) => value is long or bool or BigInteger;

    public static BigInteger Big(object value) => value switch
    {
        long whole => whole,
        bool truth => truth ? 1 : 0,
        BigInteger big => big,
        _ => throw new ArgumentException("This is not a whole number.", nameof(value)),
    };

    public static double Float(object value) => value switch
    {
        double number => number,
        long whole => whole,
        bool truth => truth ? 1 : 0,
        BigInteger big => (double)big,
        _ => throw new ArgumentException("This is not a number.", nameof(value)),
    };

    public static bool AreEqual(object left, object right) => (left, right) switch
    {
        (double.NaN, _) or (_, double.NaN) => false,
        (double or long or bool or BigInteger, double or long or bool or BigInteger) => Compare(left, right) == 0,
        _ => false,
    };

    /// <summary>Orders two numbers exactly, whatever their kinds; neither may be NaN.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (long one, long two) => one.CompareTo(two),
        (double one, double two) => one.CompareTo(two),
        (double one, _) => -CompareToFloat(Big(right), one),
        (_, double two) => CompareToFloat(Big(left), two),
        _ => Big(left).CompareTo(Big(right)),
    };

    /// <summary>A fraction as Python writes it: the shortest digits that give it back, always with a point or an exponent.</summary>
    public static string Text(double number)
    {
        if (double.IsNaN(number))
        {
            return "nan";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "inf" : "-inf";
        }

        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        var mantissa = shortest.TrimStart('-').Split('E')[0];
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        if (digits.Length == 0)
        {
            return sign + "0.0";
        }

        // The exponent of the first digit, taken from the shortest digits: rounding to 17 may have moved it.
        var point = mantissa.IndexOf('.') is var at and >= 0 ? at : mantissa.Length;
        var first = mantissa.AsSpan().IndexOfAnyInRange('1', '9');
        var exponent = (first < point ? point - first - 1 : point - first)
            + (shortest.IndexOf('E') is var mark and >= 0 ? int.Parse(shortest.AsSpan(mark + 1), CultureInfo.InvariantCulture) : 0);
        return sign + Layout(digits, exponent);
    }

    private static string Layout(string digits, int exponent) => exponent switch
    {
        < -4 or >= 16 => $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}",
        < 0 => $"0.{new string('0', -exponent - 1)}{digits}",
        _ when digits.Length <= exponent + 1 => $"{digits.PadRight(exponent + 1, '0')}.0",
        _ => $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}",
    };

    private static int CompareToFloat(BigInteger whole, double number)
    {
        if (double.IsInfinity(number))
        {
            return number > 0 ? -1 : 1;
        }

        var floor = Math.Floor(number);
        var order = whole.CompareTo(new BigInteger(floor));
        return order != 0 || floor == number ? order : -1;
    }
}
