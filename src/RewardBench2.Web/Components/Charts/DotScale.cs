using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Components.Charts;

/// <summary>The stretch of scores on which a table draws each of its rows as a dot with a whisker, zoomed to what the rows hold.</summary>
/// <param name="Low">Where it begins, a fraction.</param>
/// <param name="High">Where it ends, a fraction; above <paramref name="Low"/>.</param>
/// <param name="Step">From one tick to the next, a fraction; the stretch is a whole number of steps.</param>
public sealed record DotScale(double Low, double High, double Step)
{
    // About as many ticks as have room for their labels.
    private const int MostSteps = 6;

    private static readonly double[] Steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>The ticks, fractions, the ends included.</summary>
    public IReadOnlyList<double> Ticks => [.. Enumerable.Range(0, StepCount + 1).Select(step => Low + (step * Step))];

    private int StepCount => (int)Math.Round((High - Low) / Step);

    /// <summary>The scale that holds all values; from 0 to 1 without any.</summary>
    public static DotScale Of(IEnumerable<double> values)
    {
        var all = values.Where(double.IsFinite).Order().ToList();
        if (all.Count == 0)
        {
            return new DotScale(0, 1, 0.2);
        }

        // A fine step first: a hair beyond a tick, from arithmetic, is no reason for one more step.
        const double hair = 1e-9;
        foreach (var step in Steps)
        {
            var (from, to) = (Math.Floor((all[0] / step) + hair), Math.Ceiling((all[^1] / step) - hair));
            to = Math.Max(to, from + 1);
            if (to - from <= MostSteps)
            {
                return new DotScale(from * step, to * step, step);
            }
        }

        return new DotScale(Math.Floor(all[0]), Math.Ceiling(all[^1]), Math.Max(1, Math.Ceiling(all[^1] - all[0]) / MostSteps));
    }

    /// <summary>The head's cell, with the ticks in per cent.</summary>
    public MarkupString Head() => new(
        $"<th scope=\"col\" class=\"dots\" {Style} aria-label=\"Score on a scale from {Numbers.Percent(Low)} to {Numbers.Percent(High)} %\">"
        + string.Concat(Ticks.Select(tick => $"<span style=\"--at:{Place(tick)}\">{Numbers.Fixed(100 * tick, decimals: 0)}</span>"))
        + "</th>");

    /// <summary>A row's cell: a dot at the score, its interval as a whisker, and a mark to compare with.</summary>
    /// <param name="score">A fraction; without it the cell is empty.</param>
    /// <param name="low">Lower end of the interval; without it there is no whisker.</param>
    /// <param name="high">Upper end of the interval.</param>
    /// <param name="isApproximate">The whisker is drawn broken.</param>
    /// <param name="mark">A score to compare with, such as the median; <c>null</c> for none.</param>
    public MarkupString Cell(double? score, double? low, double? high, bool isApproximate = false, double? mark = null)
    {
        var marked = mark is { } beside ? $"<i class=\"dot-mark\" style=\"--at:{Place(beside)}\"></i>" : null;
        var whisker = score is not null && low is { } from && high is { } to
            ? $"<i class=\"dot-whisker{(isApproximate ? " approximate" : null)}\" style=\"--from:{Place(from)};--to:{Place(to)}\"></i>"
            : null;
        var dot = score is { } at ? $"<i class=\"dot\" style=\"--at:{Place(at)}\"></i>" : null;
        return new MarkupString($"<td class=\"dots\" {Style} aria-hidden=\"true\">{marked}{whisker}{dot}</td>");
    }

    private string Style => $"style=\"--steps:{StepCount}\"";

    // Per cent of the cell's width; what lies outside is drawn at the edge.
    private string Place(double value) => SvgNumber.From(100 * Math.Clamp((value - Low) / (High - Low), 0, 1));
}
