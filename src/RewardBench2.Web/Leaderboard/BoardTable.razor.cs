using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Leaderboard;

/// <summary>The table of models.</summary>
public sealed partial class BoardTable
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required BoardView View { get; set; }

    private LeaderboardQuery Query => View.Query;

    // The first click sorts by a column, the next one turns it round. With Shift (see board.js) it is added to the others.
    private string SortAddress(BoardColumn column, bool added)
    {
        var present = Query.Sort.FirstOrDefault(term => term.Column == column);
        var term = present is null ? SortTerm.Natural(column) : present with { Descending = !present.Descending };
        IReadOnlyList<SortTerm> sort = !added ? [term]
            : present is null ? [.. Query.Sort, term]
            : [.. Query.Sort.Select(one => one == present ? term : one)];
        return LeaderboardAddress.Of(Query with { Sort = sort });
    }

    private string PinAddress(LeaderboardRow row, bool isPinned) => LeaderboardAddress.Of(Query with
    {
        Pins = isPinned
            ? [.. Query.Pins.Where(pin => !pin.Equals(row.Model, StringComparison.OrdinalIgnoreCase))]
            : [.. Query.Pins, row.Model],
    });

    private MarkupString ScoreCell(LeaderboardRow row, Subset? subset) =>
        View.Reference is { } reference && reference.Model != row.Model && row.Score(subset) is { } score
            ? BoardCells.Cell(score, score.Score - reference.Score(subset)?.Score)
            : row.Cells.Of(subset);

    private static string Text(BoardColumn column, LeaderboardRow row) => column.Key switch
    {
        "v1" => Cells.Percent(row.Version1),
        "spread" => Cells.Percent(BoardFigures.Spread(row)),
        "drop" => Cells.Points(BoardFigures.Drop(row)),
        "size" => row.Facts.BillionParameters is { } size ? size.ToString("0.##", CultureInfo.InvariantCulture) + (row.Facts.SizeIsFromName ? "*" : string.Empty) : Cells.Nothing,
        "date" => row.FinishedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Cells.Nothing,
        _ => column.Value(row)?.ToString() ?? Cells.Nothing,
    };

    private static string? Hint(BoardColumn column, LeaderboardRow row) => column.Key switch
    {
        "size" when row.Facts.SizeIsFromName => "From the name",
        _ => null,
    };

    private static string RankRange(LeaderboardRow row) =>
        row.RankLow is null || row.RankLow == row.RankHigh ? string.Empty : $"{row.RankLow}–{row.RankHigh}";

    private static string RankTitle(LeaderboardRow row) =>
        row.Rank is null ? "Without all six subsets there is no rank" : $"Rank {row.Rank}; the intervals allow {row.RankLow} to {row.RankHigh}";

    private static string Class(LeaderboardRow row) => string.Join(' ', new[]
    {
        row.ModelType == ModelType.Baseline ? "is-baseline" : null,
        row.RankLow == 1 ? "is-first" : null,
    }.OfType<string>());
}
