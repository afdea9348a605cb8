using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Web.Components;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Leaderboard.Table;

/// <summary>
/// A row's cells as markup made of numbers, of fixed labels and of escaped addresses, never of foreign text. Every
/// open page shares these strings: written anew for each, they would be most of what a page costs the server.
/// </summary>
internal sealed class RowMarkup
{
    private readonly Dictionary<string, MarkupString> _scores;

    public RowMarkup(LeaderboardRow row, LeaderboardColumns columns)
    {
        Key = row.RunId ?? row.Model + row.Source;
        Address = LeaderboardAddress.OfModel(row.Model);
        PinLabel = $"Pin {row.Model}";
        Rank = RankCell(row);
        Type = ModelType.All.Contains(row.ModelType) ? new($"<td class=\"column-type\">{row.ModelType}</td>") : null;
        Provenance = ProvenanceCell(row);
        _scores = columns.Optional
            .Where(column => column.Score is not null)
            .ToDictionary(column => column.Key, column => Cell(column.Score!(row), chance: column.Chance));
        Usual = Type is null ? null : new(string.Concat(columns.Default.Select(column => In(column)?.Value)));
    }

    /// <summary>What tells rows apart: a model may have a row per source.</summary>
    public string Key { get; }

    /// <summary>The model's page.</summary>
    public string Address { get; }

    /// <summary>The label of the link that pins the row.</summary>
    public string PinLabel { get; }

    /// <summary>The rank and the ranks that the interval allows.</summary>
    public MarkupString Rank { get; }

    /// <summary>The cells of the default columns in one; <c>null</c> where one of them is foreign text.</summary>
    public MarkupString? Usual { get; }

    private MarkupString? Type { get; }

    private MarkupString Provenance { get; }

    /// <summary>A column's cell; <c>null</c> where it is to be written for the page.</summary>
    public MarkupString? In(LeaderboardColumn column) => column.Key switch
    {
        "type" => Type,
        "provenance" => Provenance,
        _ => _scores.TryGetValue(column.Key, out var score) ? score : null,
    };

    /// <summary>A score cell, coloured from chance upwards. With a reference, the difference comes before the score, marked where the intervals overlap.</summary>
    public static MarkupString Cell(Estimate? estimate, Estimate? reference = null, double chance = Heat.Floor)
    {
        var words = estimate?.Low is null ? string.Empty : $" title=\"{Describe(estimate)}\"";
        var delta = estimate is null || reference is null ? string.Empty
            : $"<span class=\"delta\">{(estimate.Overlaps(reference) ? "<abbr title=\"Not told apart: the intervals overlap\">≈</abbr> " : null)}{Numbers.Points(estimate.Score - reference.Score)}</span> ";
        return new MarkupString(
            $"<td class=\"score {Heat.Class(estimate?.Score, chance)}\"{words}>{delta}{Numbers.Percent(estimate?.Score)}{Interval(estimate)}</td>");
    }

    private static string Describe(Estimate estimate) =>
        $"95 % interval {(estimate.IsApproximate ? "approximately " : string.Empty)}{Numbers.Range(estimate.Low!.Value, estimate.High!.Value)}";

    private static string Interval(Estimate? estimate) => estimate is null
        ? string.Empty
        : ScoreMarkup.Interval(estimate.Score, estimate.Low, estimate.High, estimate.IsApproximate).Value ?? string.Empty;

    private static MarkupString RankCell(LeaderboardRow row)
    {
        var words = row.Rank is null ? "Without all subsets there is no rank" : $"Rank {row.Rank}; the intervals allow {row.RankLow} to {row.RankHigh}";
        var range = row.RankLow == row.RankHigh ? string.Empty : $"<small>{row.RankLow}–{row.RankHigh}</small>";
        var rank = row.Rank?.ToString(CultureInfo.InvariantCulture) ?? Numbers.Nothing;
        return new MarkupString($"<td class=\"rank{(row.RankLow == 1 ? " is-first" : null)}\" title=\"{words}\"><b>{rank}</b> {range}</td>");
    }

    private static MarkupString ProvenanceCell(LeaderboardRow row)
    {
        var (address, words) = row.RunId is { } run
            ? ($"runs/{Uri.EscapeDataString(run)}", "Scored prompt by prompt on this site; with the number of runs of this model made here")
            : ($"{LeaderboardAddress.OfModel(row.Model)}#sources", "Where the figures come from");
        var runs = row.RunsMade > 1 ? $", 1 of {row.RunsMade} runs" : null;
        var mark = row.IsVerified ? null : " " + UnverifiedMark.Markup;
        return new MarkupString($"<td class=\"provenance\"><a href=\"{address}\" title=\"{words}\">{row.Provenance}{runs}</a>{mark}</td>");
    }
}
