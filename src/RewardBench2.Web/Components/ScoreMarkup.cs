using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Components;

/// <summary>
/// Intervals and results as markup made of numbers only. In large tables a component per cell would cost every open page
/// hundreds of kilobytes.
/// </summary>
public static class ScoreMarkup
{
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
        var label = $"{(isApproximate ? "approximately " : string.Empty)}{Numbers.Range(from, to)}";
        return new MarkupString(
            $"<i class=\"interval{(isApproximate ? " approximate" : string.Empty)}\" role=\"img\" aria-label=\"{label}\" title=\"{label}\" "
            + $"style=\"--low:{SvgNumber.From(left)};--high:{SvgNumber.From(right)};--at:{SvgNumber.From(Place(at))}\"></i>");
    }

    /// <summary>A prompt's result as a shape with a word: right, shared (with how many), wrong.</summary>
    /// <param name="result">A fraction: 1 right, 1/k shared among k, 0 wrong; <c>null</c> not scored.</param>
    public static MarkupString Result(double? result)
    {
        var (kind, word) = result switch
        {
            null => ("none", "not scored"),
            >= 1 => ("right", "right"),
            > 0 and var share => ("shared", $"shared by {Numbers.Count(Math.Round(1 / share))}"),
            _ => ("wrong", "wrong"),
        };
        return new MarkupString($"<span class=\"result {kind}\">{word}</span>");
    }

    private static double Place(double score) => Math.Clamp(score, 0, 1) * 100;
}
