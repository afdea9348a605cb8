using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Components.Tables;

/// <summary>
/// The body of a large table. Readers without a circuit get every row; an open page keeps only a window of them in the
/// server's memory and follows the scrolling. Give the table <c>aria-rowcount</c>: all rows and the head's.
/// </summary>
/// <remarks>
/// Heights are the same in every state, so nothing moves when the circuit takes over. Where a reader has already
/// scrolled beyond the first window by then, the rows in sight are fetched anew within one round trip.
/// </remarks>
/// <typeparam name="TRow">A row.</typeparam>
public sealed partial class RowWindow<TRow>
{
    private int _first;

    /// <summary>All rows, in order. Give a new list when they change.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TRow> Rows { get; set; }

    /// <summary>A row's identity, such as the model's name: unique within the table.</summary>
    [Parameter, EditorRequired]
    public required Func<TRow, object> Key { get; set; }

    /// <summary>The cells of a row.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<TRow> ChildContent { get; set; }

    /// <summary>How many columns the spacers span.</summary>
    [Parameter, EditorRequired]
    public required int Columns { get; set; }

    /// <summary>A row's CSS class. Defaults to none.</summary>
    [Parameter]
    public Func<TRow, string?>? RowClass { get; set; }

    /// <summary>The exact height of every row in CSS pixels. Defaults to 34, the height of <c>table.grid</c>.</summary>
    [Parameter]
    public int RowHeight { get; set; } = 34;

    /// <summary>How many rows are held at once. Defaults to 60: a screen and as much again around it.</summary>
    [Parameter]
    public int Size { get; set; } = 60;

    /// <summary>Rows of the table's head, which <c>aria-rowindex</c> counts too. Defaults to 1.</summary>
    [Parameter]
    public int HeadRows { get; set; } = 1;

    private bool ShowsAll => !RendererInfo.IsInteractive || Rows.Count <= Size;

    private int First => ShowsAll ? 0 : Math.Clamp(_first, 0, Rows.Count - Size);

    private int Count => ShowsAll ? Rows.Count : Size;

    private void Show(RowWindowEventArgs wanted) => _first = wanted.First;
}
