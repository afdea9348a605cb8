using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class LeaderboardQueryTests
{
    [Theory]
    [InlineData("", "beta/two-70B alpha/one-8B openai/gpt-4-x")]
    [InlineData("?sort=model", "alpha/one-8B beta/two-70B openai/gpt-4-x")]
    [InlineData("?sort=Factuality", "alpha/one-8B beta/two-70B openai/gpt-4-x")]
    [InlineData("?sort=Ties:asc", "alpha/one-8B beta/two-70B openai/gpt-4-x")]
    [InlineData("?sort=Ties&descending=false", "alpha/one-8B beta/two-70B openai/gpt-4-x")]
    [InlineData("?sort=Math,Focus", "alpha/one-8B beta/two-70B openai/gpt-4-x")]
    [InlineData("?complete=true", "beta/two-70B alpha/one-8B")]
    [InlineData("?size=10", "alpha/one-8B")]
    [InlineData("?open=true", "beta/two-70B alpha/one-8B")]
    [InlineData("?developer=ALPHA", "alpha/one-8B")]
    [InlineData("?search=ONE", "alpha/one-8B")]
    [InlineData("?search=ties:>80", "beta/two-70B")]
    [InlineData("?search=-gpt+size:<=70", "beta/two-70B alpha/one-8B")]
    [InlineData("?search=%22one-8B%22", "alpha/one-8B")]
    [InlineData("?search=weights:api-only", "openai/gpt-4-x")]
    [InlineData("?search=%3Cscript%3E", "")]
    [InlineData("?search=developer:alpha+size:%3C10+-reward", "alpha/one-8B")]
    [InlineData("?search=@developer:beta", "beta/two-70B")]
    [InlineData("?sort=nonsense&weights=a,b&columns=zzz&size=-3&type=bogus&descending=maybe&pin=none/such", "beta/two-70B alpha/one-8B openai/gpt-4-x")]
    [InlineData("?size=NaN&weights=1e400,1,1,1,1,1&pin=&columns=&sort=,", "beta/two-70B alpha/one-8B openai/gpt-4-x")]
    public void An_address_shows_the_rows_it_asks_for(string address, string models) =>
        Assert.Equal(models, string.Join(' ', Seen(address).Rows.Select(row => row.Model)));

    [Fact]
    public void Rows_without_the_sorted_score_come_last_either_way()
    {
        Assert.Equal("openai/gpt-4-x", Seen("?sort=Ties:asc").Rows[^1].Model);
        Assert.Equal("openai/gpt-4-x", Seen("?sort=Ties:desc").Rows[^1].Model);
    }

    [Theory]
    [InlineData("?search=sise:7", "There is no field 'sise'")]
    [InlineData("?search=ties:high", "ties is a number")]
    public void A_search_that_cannot_be_understood_says_so_and_hides_nothing(string address, string problem)
    {
        var view = Seen(address);
        Assert.Contains(problem, view.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, view.Rows.Count);
    }

    [Fact]
    public void Own_weights_rank_anew_and_leave_out_what_weighs_nothing()
    {
        var view = Seen("?weights=1,0,0,0,0,0");
        Assert.Equal("1 alpha/one-8B, 2 beta/two-70B, 3 openai/gpt-4-x", string.Join(", ", view.Rows.Select(row => $"{row.Rank} {row.Model}")));
        Assert.Equal(0.9, view.Rows[0].Average!.Score, precision: 12);
        Assert.True(view.Rows[0].Average!.IsApproximate);
    }

    [Theory]
    [InlineData("1,1,1,1,1")]
    [InlineData("0,0,0,0,0,0")]
    [InlineData("1,1,1,1,1,11")]
    [InlineData("1,1,1,1,1,-1")]
    [InlineData("NaN,1,1,1,1,1")]
    [InlineData("a,1,1,1,1,1")]
    public void Weights_that_make_no_sense_are_the_official_ones(string weights) =>
        Assert.Null(LeaderboardAddress.Parse($"?weights={weights}").Weights);

    [Fact]
    public void Pinned_rows_stand_above_whatever_is_filtered()
    {
        var view = Seen("?search=two&pin=alpha/ONE-8B&pin=nobody/none");
        Assert.Equal("alpha/one-8B", Assert.Single(view.Pinned).Model);
        Assert.Equal("alpha/one-8B", view.Reference!.Model);
        Assert.Equal("beta/two-70B", Assert.Single(view.Rows).Model);
    }

    [Theory]
    [InlineData("./")]
    [InlineData("./?search=ties:%3E80%20-gemma&type=DPO&sort=Ties:asc,model")]
    [InlineData("./?dataset=starter&columns=average,Ties,size&weights=1,2,0,1,1,0.5&pin=a/b&pin=c")]
    [InlineData("./?developer=x&provenance=here&licence=MIT&open=true&size=7.5&complete=true&sweeps=true")]
    public void A_view_survives_its_address(string address)
    {
        var written = LeaderboardAddress.From(LeaderboardAddress.Parse(address));
        Assert.Equal(written, LeaderboardAddress.From(LeaderboardAddress.Parse(written)));
        Assert.Equal(Uri.UnescapeDataString(address), Uri.UnescapeDataString(written));
    }

    [Fact]
    public void The_plain_board_has_the_plain_address() => Assert.Equal("./", LeaderboardAddress.From(new LeaderboardQuery()));

    [Fact]
    public void A_models_name_cannot_leave_its_address() =>
        Assert.Equal("models/a%3Fb/%3Cscript%3E%23", LeaderboardAddress.OfModel("a?b/<script>#"));

    [Fact]
    public void Models_without_all_six_subsets_have_no_rank() => Assert.Null(Leaderboards.Three.Rows.Single(row => !row.IsComplete).Rank);

    private static LeaderboardView Seen(string address) => LeaderboardAddress.Parse(address).Apply(Leaderboards.Three);
}
