using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>The table of models.</summary>
public sealed partial class RankingTable
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required LeaderboardView View { get; set; }

    private LeaderboardQuery Query => View.Query;

    // Robots have no circuit, and must not follow every order and every pin there could be.
    private string? NoFollow => RendererInfo.IsInteractive ? null : "nofollow";

    // The first click sorts by a column, the next one turns it round. With Shift (see board.js) it is added to the others.
    private string SortAddress(LeaderboardColumn column, bool added)
    {
        var present = Query.Sort.FirstOrDefault(term => term.Column == column);
        var term = present is null ? SortTerm.Natural(column) : present with { Descending = !present.Descending };
        IReadOnlyList<SortTerm> sort = !added ? [term]
            : present is null ? [.. Query.Sort, term]
            : [.. Query.Sort.Select(one => one == present ? term : one)];
        return LeaderboardAddress.Of(Query with { Sort = sort });
    }

    private bool IsPinned(LeaderboardRow row) => Query.Pins.Contains(row.Model, StringComparer.OrdinalIgnoreCase);

    private string PinAddress(LeaderboardRow row) => LeaderboardAddress.Of(Query with
    {
        Pins = IsPinned(row)
            ? [.. Query.Pins.Where(pin => !pin.Equals(row.Model, StringComparison.OrdinalIgnoreCase))]
            : [.. Query.Pins, row.Model],
    });

    // Where no difference is to be shown, and no column was chosen, a row is one string that all open pages share.
    private MarkupString? UsualCells(LeaderboardRow row) =>
        ReferenceEquals(Query.Columns, LeaderboardColumns.Default) && (View.Reference is null || View.Reference.Model == row.Model) ? row.Cells.Usual : null;

    private MarkupString? Cell(LeaderboardRow row, LeaderboardColumn column) =>
        column.IsScore && View.Reference is { } reference && reference.Model != row.Model && row.Score(column.Subset) is { } score
            ? RowMarkup.Cell(score, reference.Score(column.Subset))
            : row.Cells.In(column);

    private static string Text(LeaderboardColumn column, LeaderboardRow row) => column.Key switch
    {
        "v1" => Numbers.Percent(row.Version1),
        "spread" => Numbers.Percent(LeaderboardFigures.Spread(row)),
        "drop" => Numbers.Points(LeaderboardFigures.Drop(row)),
        "size" => row.Facts.BillionParameters is { } size ? size.ToString("0.##", CultureInfo.InvariantCulture) + (row.Facts.SizeIsFromName ? "*" : string.Empty) : Numbers.Nothing,
        "date" => row.FinishedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Numbers.Nothing,
        _ => column.Value(row)?.ToString() ?? Numbers.Nothing,
    };

    private static string? Hint(LeaderboardColumn column, LeaderboardRow row) => column.Key switch
    {
        "size" when row.Facts.SizeIsFromName => "From the name",
        _ => null,
    };

    private string? Class(LeaderboardRow row) => (row.ModelType == ModelType.Baseline, View.IsLevelWithReference(row)) switch
    {
        (true, true) => "is-baseline is-level",
        (true, false) => "is-baseline",
        (false, true) => "is-level",
        _ => null,
    };
}
