using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Benchmark;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Tests.Web.Prompts;

public sealed class ExplorerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?", "easy,hard,disputed,strange,unread,ref:1,tied:1")]
    [InlineData("?subset=Math", "easy,hard")]
    [InlineData("?filter=all-wrong", "hard")]
    [InlineData("?filter=all-right", "easy")]
    [InlineData("?filter=likely-mislabelled", "strange")]
    [InlineData("?filter=tied-scores", "disputed")]
    [InlineData("?filter=tied-scores&a=baseline/constant", "easy,hard,disputed,strange,unread")]
    [InlineData("?filter=parse-failures", "unread")]
    [InlineData("?filter=no-result", "unread")]
    [InlineData("?filter=a-right-b-wrong&a=org/good&b=ORG/fair", "disputed,tied:1")]
    [InlineData("?filter=a-wrong&a=org/weak", "hard,ref:1,tied:1")]
    [InlineData("?constraint=format:x", "disputed")]
    [InlineData("?category=c", "strange")]
    [InlineData("?generator=g2", "easy")]
    [InlineData("?q=hard OR easy", "easy,hard")]
    [InlineData("?q=called -hard&subset=Math", "easy")]
    [InlineData("?subset=Math&sort=share-right", "hard,easy")]
    [InlineData("?filter=a-wrong&a=org/weak&sort=length&descending=true", "tied:1,ref:1,hard")]
    public async Task A_query_finds_the_prompts_that_it_asks_for(string address, string found)
    {
        await using var site = await ExplorerSite.OpenAsync();
        var prompts = await site.FindAsync($"/prompts{address}");
        Assert.Equal(found, string.Join(',', prompts.Places.Select(place => prompts.Snapshot.Prompts[place].Id)));
    }

    [Fact]
    public async Task Measures_leave_the_baselines_out()
    {
        await using var site = await ExplorerSite.OpenAsync();
        var snapshot = (await site.FindAsync("/prompts")).Snapshot;
        Assert.Equal(3, snapshot.Measured.Count);
        Assert.Equal(4, snapshot.Models.Count);
        Assert.Equal((2, 0, 1), (snapshot.Standings[6 - 1].Right, snapshot.Standings[6 - 1].Shared, snapshot.Standings[6 - 1].Wrong));
    }

    [Fact]
    public async Task A_facet_says_how_many_prompts_another_of_its_values_would_leave()
    {
        await using var site = await ExplorerSite.OpenAsync();
        var facets = (await site.FindAsync("/prompts?subset=Math&filter=all-wrong")).Facets;
        Assert.Equal(1, facets.Subsets.Single(value => value.Value == "Math").Count);
        Assert.Equal(0, facets.Subsets.Single(value => value.Value == "Focus").Count);
        Assert.Equal(1, facets.Filters.Single(value => value.Value == "all-right").Count);
        Assert.Equal(2, facets.Filters.Single(value => value.Value == "").Count);
    }

    [Theory]
    [InlineData("?filter=a-wrong", "needs a model A")]
    [InlineData("?filter=a-right-b-wrong&a=org/good", "needs a model B")]
    [InlineData("?a=org/none", "No model 'org/none'")]
    public async Task A_filter_without_its_models_says_what_it_lacks(string address, string words)
    {
        await using var site = await ExplorerSite.OpenAsync();
        Assert.Contains(words, (await site.FindAsync($"/prompts{address}")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_and_previous_stay_within_the_query()
    {
        await using var site = await ExplorerSite.OpenAsync();
        var found = await site.FindAsync("/prompts?filter=a-wrong&a=org/weak");
        Assert.Equal(("hard", "tied:1", 1), found.Around(found.Snapshot.PlaceOf("ref:1")!.Value));
        Assert.Equal((null, null, -1), found.Around(found.Snapshot.PlaceOf("easy")!.Value));
    }

    [Fact]
    public async Task A_new_run_is_there_as_soon_as_it_has_finished()
    {
        await using var site = await ExplorerSite.OpenAsync();
        var cache = site.Services.GetRequiredService<ExplorerCache>();
        var before = await cache.ReadAsync("small", Cancellation);
        Assert.Same(before, await cache.ReadAsync("small", Cancellation));

        await site.RunAsync("org/new", ModelType.Dpo, [[1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0]]);
        var fresh = new ExplorerCache(
            site.Services.GetRequiredService<DatasetTable>(),
            site.Services.GetRequiredService<ExplorerTable>(),
            site.Services.GetRequiredService<LeaderboardTable>(),
            site.Services.GetRequiredService<FlagTable>(),
            new RevisionClock(site.Services.GetRequiredService<Revision>(), TimeProvider.System));
        Assert.NotNull((await fresh.ReadAsync("small", Cancellation))!.FindModel("org/new"));
    }

    [Fact]
    public async Task A_flag_that_is_upheld_marks_the_prompt_and_leaves_it_out_of_the_other_score()
    {
        await using var site = await ExplorerSite.OpenAsync();
        var desk = site.Services.GetRequiredService<PromptFlagging>();
        Assert.Null((await desk.FlagAsync("small", "hard", FlagReason.WrongLabel, "2 is right", "visitor", Cancellation)).Refusal);
        var flags = site.Services.GetRequiredService<FlagTable>();
        var flag = Assert.Single(await flags.ReadAsync("small", FlagState.Open, Cancellation));
        await flags.SettleAsync(flag.FlagId, FlagState.Upheld, null, Cancellation);

        var later = new RevisionClock(site.Services.GetRequiredService<Revision>(), TimeProvider.System);
        var fresh = ActivatorUtilities.CreateInstance<ExplorerCache>(site.Services, later);
        var snapshot = await fresh.ReadAsync("small", Cancellation);
        Assert.True(snapshot!.IsFlagged[snapshot.PlaceOf("hard")!.Value]);
        Assert.Equal(4, snapshot.FlaggedScores.Count);
    }

    [Theory]
    [InlineData("small", "hard", "ugly", "x", "Give a reason")]
    [InlineData("small", "hard", "other", " \0 ", "Say what is wrong")]
    [InlineData("small", "none", "other", "x", "There is no prompt")]
    [InlineData("none", "hard", "other", "x", "There is no prompt")]
    public async Task A_bad_flag_is_refused_with_what_to_do(string dataset, string id, string reason, string comment, string words)
    {
        await using var site = await ExplorerSite.OpenAsync();
        var outcome = await site.Services.GetRequiredService<PromptFlagging>().FlagAsync(dataset, id, reason, comment, "visitor", Cancellation);
        Assert.Contains(words, outcome.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_fail_alike_stand_side_by_side()
    {
        var (models, prompts) = SimilarityOrder.Compute([[1, 1, 0, 0], [0, 0, 1, 1], [1, 1, 0, 0], [0, 0, 1, double.NaN]]);
        Assert.Equal(1, Math.Abs(Array.IndexOf(models, 0) - Array.IndexOf(models, 2)));
        Assert.Equal(1, Math.Abs(Array.IndexOf(prompts, 0) - Array.IndexOf(prompts, 1)));
    }

    [Fact]
    public async Task A_generating_model_on_top_has_an_inverse_rank_of_one()
    {
        await using var site = await ExplorerSite.OpenAsync();
        var table = GeneratorTable.Compute((await site.FindAsync("/prompts")).Snapshot, subset: null);
        Assert.Equal(["g2", "g1", "g3"], table.Generators);
        Assert.Equal(1, table.Rows.Single(row => row.Model == "org/good").Find("g1")!.MeanInverseRank);
    }
}
