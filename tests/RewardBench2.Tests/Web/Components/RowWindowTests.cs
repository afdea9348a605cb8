using Bunit;
using Microsoft.AspNetCore.Components;
using RewardBench2.Web.Components.Tables;

namespace RewardBench2.Tests.Web.Components;

public sealed class RowWindowTests : IAsyncDisposable
{
    private static readonly int[] Numbers = [.. Enumerable.Range(0, 1_000)];

    private readonly BunitContext _context = new();

    [Fact]
    public void Without_a_circuit_every_row_is_there()
    {
        var rows = Render(isInteractive: false, Numbers).FindAll("tr");
        Assert.Equal(1_000, rows.Count);
        Assert.Equal(("2", "1001"), (rows[0].GetAttribute("aria-rowindex"), rows[^1].GetAttribute("aria-rowindex")));
    }

    [Fact]
    public void With_a_circuit_a_window_is_there_and_spacers_keep_the_height()
    {
        var table = Render(isInteractive: true, Numbers);
        Assert.Equal(60, table.FindAll("tr[aria-rowindex]").Count);
        Assert.Equal("height:31960px", table.Find("tr.row-spacer td").GetAttribute("style")); // 940 rows of 34
    }

    [Theory]
    [InlineData(500, 500)]
    [InlineData(990, 940)]
    [InlineData(-5, 0)]
    public async Task The_window_goes_where_the_browser_looks_and_no_further_than_the_rows(int wanted, int first)
    {
        var table = Render(isInteractive: true, Numbers);
        await table.Find("tbody").TriggerEventAsync("onrowwindow", new RowWindowEventArgs { First = wanted });
        Assert.Equal($"{first + 2}", table.Find("tr[aria-rowindex]").GetAttribute("aria-rowindex"));
        var spaced = table.FindAll("tr.row-spacer td").Sum(spacer => int.Parse(spacer.GetAttribute("style")!["height:".Length..^2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(940 * 34, spaced);
    }

    [Fact]
    public async Task A_filter_that_leaves_fewer_rows_than_a_window_shows_them_all_wherever_the_reader_was()
    {
        var table = Render(isInteractive: true, Numbers);
        await table.Find("tbody").TriggerEventAsync("onrowwindow", new RowWindowEventArgs { First = 500 });
        table.Render(parameters => parameters.Add(window => window.Rows, Numbers[..5]));
        Assert.Equal(5, table.FindAll("tr").Count);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private IRenderedComponent<RowWindow<int>> Render(bool isInteractive, IReadOnlyList<int> rows)
    {
        _context.SetRendererInfo(new RendererInfo("Server", isInteractive));
        return _context.Render<RowWindow<int>>(parameters => parameters
            .Add(window => window.Rows, rows)
            .Add(window => window.Key, number => number)
            .Add(window => window.Columns, 1)
            .Add(window => window.ChildContent, number => $"<td>{number}</td>"));
    }
}
