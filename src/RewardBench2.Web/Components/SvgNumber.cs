using System.Globalization;

namespace RewardBench2.Web.Components;

/// <summary>Numbers as SVG and CSS read them, unlike <see cref="Benchmark.Numbers"/>, which are for people.</summary>
public static class SvgNumber
{
    /// <summary>At most two decimals: finer than a screen shows.</summary>
    public static string From(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
