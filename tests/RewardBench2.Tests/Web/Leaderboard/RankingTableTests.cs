using Bunit;
using Microsoft.AspNetCore.Components;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Leaderboard.Table;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class RankingTableTests : BunitContext
{
    public RankingTableTests()
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
    public void Scores_that_the_intervals_do_not_tell_from_the_pinned_ones_are_marked()
    {
        var near = Leaderboards.Row("near/one", 0.61, 0.79, 0.71, 0.81, 0.61, 0.7);
        var view = LeaderboardAddress.Parse("?pin=beta/two-70B").Apply(Leaderboards.Of([.. Leaderboards.Three.Rows, near]));
        var row = Render<RankingTable>(parameters => parameters.Add(part => part.View, view))
            .FindAll("tbody[data-row-window] tr").Single(one => one.TextContent.Contains("near/one", StringComparison.Ordinal));
        Assert.Equal("≈ +1.0", row.QuerySelectorAll(".delta")[1].TextContent); // Factuality, 61 beside 60, both within 2
        Assert.Equal("−20.0", row.QuerySelectorAll(".delta")[6].TextContent); // Ties
    }

    [Fact]
    public void Rows_not_told_from_the_pinned_one_by_their_average_are_marked_as_a_group()
    {
        var leaderboard = Leaderboards.Of(Leaderboards.Row("a/best", 0.9, 0.9, 0.9, 0.9, 0.9, 0.9), Leaderboards.Row("a/pinned", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5), Leaderboards.Row("a/level", 0.51, 0.51, 0.51, 0.51, 0.51, 0.51));
        var table = Render<RankingTable>(parameters => parameters.Add(part => part.View, LeaderboardAddress.Parse("?pin=a/pinned").Apply(leaderboard)));
        Assert.Equal(["a/level", "a/pinned"], table.FindAll("tbody[data-row-window] tr.is-level th a:not(.pin)").Select(name => name.TextContent));
    }

    [Fact]
    public void Chosen_columns_hold_what_the_usual_ones_do()
    {
        var usual = Table("").FindAll("tbody tr:first-child td.score").Select(cell => cell.OuterHtml);
        var chosen = Table("?columns=average,size," + string.Join(',', RewardBench2.Benchmark.Subsets.All.Select(subset => subset.Name))).FindAll("tbody tr:first-child td.score").Select(cell => cell.OuterHtml);
        Assert.Equal(usual, chosen);
    }

    [Fact]
    public void Drawing_one_of_two_equal_rows_leaves_them_equal()
    {
        var (drawn, other) = (Leaderboards.Row("a/one", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5), Leaderboards.Row("a/one", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5));
        var view = new LeaderboardQuery().Apply(Leaderboards.Of(drawn));

        Render<RankingTable>(parameters => parameters.Add(part => part.View, view with { Rows = [drawn] }));

        Assert.Equal(other, drawn);
        Assert.Equal(other.GetHashCode(), drawn.GetHashCode());
    }

    [Fact]
    public void A_drawn_row_that_moves_to_another_rank_draws_that_rank()
    {
        var view = LeaderboardAddress.Parse("").Apply(Leaderboards.Three);
        Render<RankingTable>(parameters => parameters.Add(part => part.View, view));

        var moved = view with { Rows = [view.Rows[0] with { Rank = 7 }] };
        var table = Render<RankingTable>(parameters => parameters.Add(part => part.View, moved));

        Assert.Equal("7", table.Find("tbody td.rank b").TextContent);
    }

    [Fact]
    public void A_name_with_markup_stays_a_name()
    {
        var view = new LeaderboardQuery().Apply(Leaderboards.Of(Leaderboards.Row("x/<img src=1>", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)));
        var table = Render<RankingTable>(parameters => parameters.Add(part => part.View, view));
        Assert.Empty(table.FindAll("img"));
        Assert.Contains("<img src=1>", table.Find("tbody th").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<RankingTable> Table(string address) =>
        Render<RankingTable>(parameters => parameters.Add(part => part.View, LeaderboardAddress.Parse(address).Apply(Leaderboards.Three)));
}
