using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Components;

/// <summary>
/// What stands in the cells of large tables, as text and markup made of numbers only. A component per cell would cost
/// every open page hundreds of kilobytes.
/// </summary>
public static class Cells
{
    /// <summary>What stands where there is no figure.</summary>
    public const string Nothing = "–";

    /// <summary>A score as a percentage with one decimal and no sign, such as <c>84.1</c>; never clipped.</summary>
    /// <param name="score">A fraction.</param>
    public static string Percent(double? score) => score is { } value ? Number(value * 100, "0.0;−0.0;0.0") : Nothing;

    /// <summary>A percentage with two decimals and no sign: where rounding to one would hide what adds up, or what differs.</summary>
    /// <param name="fraction">A fraction.</param>
    public static string FinePercent(double fraction) => Number(fraction * 100, "0.00;−0.00;0.00");

    /// <summary>A difference in percentage points with its sign, such as <c>+1.4</c>.</summary>
    /// <param name="difference">A fraction.</param>
    public static string Points(double? difference) => difference is { } value ? Number(value * 100, "+0.0;−0.0;0.0") : Nothing;

    /// <summary>An interval in words, such as <c>81.2 to 86.9</c>.</summary>
    public static string Range(double low, double high) => $"{Percent(low)} to {Percent(high)}";

    /// <summary>A line along the foot of a <c>td.score</c> from low to high, with a tick at the score; the cell's width is 0 to 100 %.</summary>
    /// <param name="score">A fraction; what lies outside 0 to 1 is drawn at the edge.</param>
    /// <param name="low">Lower end of the interval, a fraction; without it nothing is drawn.</param>
    /// <param name="high">Upper end of the interval, a fraction.</param>
    /// <param name="isApproximate">Drawn broken: estimated from a published figure rather than from results per prompt.</param>
    public static MarkupString Interval(double? score, double? low, double? high, bool isApproximate = false)
    {
        if (score is not { } at || low is not { } from || high is not { } to)
        {
            return default;
        }

        var left = Place(from);
        var right = Math.Max(Place(to), left + 0.1); // an interval without width would divide by zero in the stylesheet
        var words = $"{(isApproximate ? "approximately " : string.Empty)}{Range(from, to)}";
        return new MarkupString(
            $"<i class=\"interval{(isApproximate ? " approximate" : string.Empty)}\" role=\"img\" aria-label=\"{words}\" title=\"{words}\" "
            + $"style=\"--low:{Number(left, "0.##")};--high:{Number(right, "0.##")};--at:{Number(Place(at), "0.##")}\"></i>");
    }

    /// <summary>A prompt's result as a shape with a word: right, shared (with how many), wrong.</summary>
    /// <param name="result">A fraction: 1 right, 1/k shared among k, 0 wrong; <c>null</c> not scored.</param>
    public static MarkupString Result(double? result)
    {
        var (kind, word) = result switch
        {
            null => ("none", "not scored"),
            >= 1 => ("right", "right"),
            > 0 and var share => ("shared", $"shared by {Number(Math.Round(1 / share), "0")}"),
            _ => ("wrong", "wrong"),
        };
        return new MarkupString($"<span class=\"result {kind}\">{word}</span>");
    }

    private static double Place(double score) => Math.Clamp(score, 0, 1) * 100;

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
