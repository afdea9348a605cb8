using System.Globalization;

namespace RewardBench2.Benchmark;

/// <summary>How numbers are written for people: on pages, in messages and reports. Negative ones have a true minus sign.</summary>
public static class Numbers
{
    /// <summary>What takes the place of a missing number.</summary>
    public const string Nothing = "–";

    /// <summary>A percentage with one decimal and no percent sign, such as <c>84.1</c>; never clipped.</summary>
    /// <param name="fraction">Usually between 0 and 1.</param>
    public static string Percent(double? fraction) => Write(fraction * 100, "0.0;−0.0;0.0");

    /// <summary>A percentage with two decimals and no percent sign: where rounding to one would hide what adds up, or what differs.</summary>
    /// <inheritdoc cref="Percent"/>
    public static string FinePercent(double? fraction) => Write(fraction * 100, "0.00;−0.00;0.00");

    /// <summary>A difference in percentage points with its sign, such as <c>+1.4</c>.</summary>
    /// <param name="difference">A fraction.</param>
    public static string Points(double? difference) => Write(difference * 100, "+0.0;−0.0;0.0");

    /// <summary>An interval in percent, such as <c>81.2 to 86.9</c>.</summary>
    /// <param name="low">A fraction.</param>
    /// <param name="high">A fraction.</param>
    public static string Range(double low, double high) => $"{Percent(low)} to {Percent(high)}";

    /// <summary>A whole number with thousands set apart, such as <c>1,865</c>.</summary>
    public static string Count(double? count) => Write(count, "#,##0;−#,##0;0");

    /// <summary>A fixed number of decimals, such as <c>0.50</c>.</summary>
    /// <param name="value">In any unit.</param>
    /// <param name="decimals">At least 1.</param>
    public static string Fixed(double? value, int decimals)
    {
        var format = $"0.{new string('0', decimals)}";
        return Write(value, $"{format};−{format};{format}");
    }

    /// <summary>A fixed number of decimals and a sign, such as <c>+0.50</c>.</summary>
    /// <inheritdoc cref="Fixed"/>
    public static string WithSign(double? value, int decimals)
    {
        var format = $"0.{new string('0', decimals)}";
        return Write(value, $"+{format};−{format};{format}");
    }

    /// <summary>No more decimals than needed, such as <c>0.5</c> or <c>7</c>.</summary>
    /// <param name="value">In any unit.</param>
    /// <param name="decimals">At most this many; at least 1.</param>
    public static string UpTo(double? value, int decimals)
    {
        var format = $"0.{new string('#', decimals)}";
        return Write(value, $"{format};−{format};0");
    }

    /// <summary>A p value, such as <c>0.0312</c> or <c>&lt; 0.0001</c>.</summary>
    /// <param name="probability">A fraction.</param>
    public static string PValue(double? probability) => probability < 0.0001 ? "< 0.0001" : Fixed(probability, decimals: 4);

    private static string Write(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;
}
