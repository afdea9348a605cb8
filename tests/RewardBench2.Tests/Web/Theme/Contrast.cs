using System.Globalization;

namespace RewardBench2.Tests.Web.Theme;

/// <summary>Relative luminance and contrast as WCAG 2.2 defines them.</summary>
internal static class Contrast
{
    public static double Between(string one, string other)
    {
        var (low, high) = (Luminance(one), Luminance(other));
        return (Math.Max(low, high) + 0.05) / (Math.Min(low, high) + 0.05);
    }

    public static double Luminance(string color)
    {
        var (red, green, blue) = Linear(color);
        return (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
    }

    /// <summary>Linear light of <c>#rrggbb</c>, each part between 0 and 1.</summary>
    public static (double Red, double Green, double Blue) Linear(string color) => (Part(color, 1), Part(color, 3), Part(color, 5));

    private static double Part(string color, int at)
    {
        var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
