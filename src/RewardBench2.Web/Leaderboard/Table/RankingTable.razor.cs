using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard.Table;

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
        return LeaderboardAddress.From(Query with { Sort = sort });
    }

    private bool IsPinned(LeaderboardRow row) => Query.Pins.Contains(row.Model, StringComparer.OrdinalIgnoreCase);

    private string PinAddress(LeaderboardRow row) => LeaderboardAddress.From(Query with
    {
        Pins = IsPinned(row)
            ? [.. Query.Pins.Where(pin => !pin.Equals(row.Model, StringComparison.OrdinalIgnoreCase))]
            : [.. Query.Pins, row.Model],
    });

    // Where no difference is to be shown, and no column was chosen, a row is one string that all open pages share.
    private MarkupString? UsualCells(LeaderboardRow row, RowMarkup markup) =>
        ReferenceEquals(Query.Columns, LeaderboardColumns.Of(Query.Benchmark).Default) && (View.Reference is null || View.Reference.Model == row.Model) ? markup.Usual : null;

    private MarkupString? Cell(LeaderboardRow row, RowMarkup markup, LeaderboardColumn column) =>
        column.Score is { } of && View.Reference is { } reference && reference.Model != row.Model && of(row) is { } score
            ? RowMarkup.Cell(score, of(reference), column.Chance)
            : markup.In(column);

    private string? Class(LeaderboardRow row) => (row.ModelType == ModelType.Baseline, View.IsLevelWithReference(row)) switch
    {
        (true, true) => "is-baseline is-level",
        (true, false) => "is-baseline",
        (false, true) => "is-level",
        _ => null,
    };
}
