using Bunit;
using Microsoft.AspNetCore.Components;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Pages.Leaderboard;

public sealed class BoardTableTests : BunitContext
{
    public BoardTableTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
    }

    [Fact]
    public void The_sorted_column_says_so_to_everyone()
    {
        var table = Table("?sort=Ties:asc,Math");
        Assert.Equal("ascending", table.Find("th.column-Ties").GetAttribute("aria-sort"));
        Assert.Equal("descending", table.Find("th.column-Math").GetAttribute("aria-sort"));
        Assert.Null(table.Find("th.column-Focus").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Every_row_is_there_without_a_circuit() => Assert.Equal(3, Table("").FindAll("tbody tr").Count);

    [Fact]
    public void Scores_beside_a_pinned_row_show_how_far_they_are_from_it()
    {
        var table = Table("?pin=beta/two-70B");
        Assert.Contains(table.FindAll("tbody .delta"), delta => delta.TextContent == "+30.0"); // alpha's Factuality
        Assert.Equal("beta/two-70B", table.Find("tbody.pinned th a:not(.pin)").TextContent);
    }

    [Fact]
    public void A_name_with_markup_stays_a_name()
    {
        var view = new LeaderboardQuery().Apply(Boards.Of(Boards.Row("x/<img src=1>", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)));
        var table = Render<BoardTable>(parameters => parameters.Add(part => part.View, view));
        Assert.Empty(table.FindAll("img"));
        Assert.Contains("<img src=1>", table.Find("tbody th").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<BoardTable> Table(string address) =>
        Render<BoardTable>(parameters => parameters.Add(part => part.View, LeaderboardAddress.Parse(address).Apply(Boards.Three)));
}
