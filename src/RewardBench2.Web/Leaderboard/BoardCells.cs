using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Web.Components;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Leaderboard;

/// <summary>
/// A row's score cells as markup made of numbers only. Every open page shares these strings: written anew for each,
/// they would be most of what a page costs the server.
/// </summary>
internal sealed class BoardCells
{
    private readonly MarkupString _average;
    private readonly MarkupString[] _subsets;

    public BoardCells(LeaderboardRow row)
    {
        Average = row.Average;
        _average = Cell(row.Average);
        _subsets = [.. Subsets.All.Select(subset => Cell(row.Score(subset)))];
    }

    /// <summary>The average these cells were written for.</summary>
    public Estimate? Average { get; }

    public MarkupString Of(Subset? subset) => subset is { } one ? _subsets[(int)one] : _average;

    /// <summary>A score cell; with a difference, that stands before the score.</summary>
    public static MarkupString Cell(Estimate? estimate, double? difference = null)
    {
        var words = estimate?.Low is null ? string.Empty : $" title=\"{Words(estimate)}\"";
        var delta = difference is null ? string.Empty : $"<span class=\"delta\">{Cells.Points(difference)}</span> ";
        return new MarkupString(
            $"<td class=\"score {Heat.Class(estimate?.Score)}\"{words}>{delta}{Cells.Percent(estimate?.Score)}{Interval(estimate)}</td>");
    }

    private static string Words(Estimate estimate) =>
        $"95 % interval {(estimate.IsApproximate ? "approximately " : string.Empty)}{Cells.Range(estimate.Low!.Value, estimate.High!.Value)}";

    private static string Interval(Estimate? estimate) => estimate is null
        ? string.Empty
        : Cells.Interval(estimate.Score, estimate.Low, estimate.High, estimate.IsApproximate).Value ?? string.Empty;
}
