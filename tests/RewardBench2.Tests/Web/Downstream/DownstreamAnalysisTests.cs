using RewardBench2.Benchmark;
using RewardBench2.Web.Downstream;

namespace RewardBench2.Tests.Web.Downstream;

public sealed class DownstreamAnalysisTests
{
    [Theory]
    [InlineData("best-of-n", 0.915, 0.663)]
    [InlineData("ppo", 0.717, -0.720)]
    public async Task The_papers_table_recomputed_gives_its_correlation_and_what_is_left_without_poor_models(string method, double all, double withoutPoor)
    {
        var overview = await DownstreamOverviews.OfPaperAsync();
        var outcome = PaperFigures.Outcomes(overview).Single(outcome => outcome.Method == method);
        var agreement = PaperFigures.Compute(overview, outcome);
        Assert.Equal(17, agreement.Pearson.Count);
        Assert.Equal(all, agreement.Pearson.Coefficient!.Value, precision: 3);
        Assert.Equal(withoutPoor, PaperFigures.WithoutPoor(overview, outcome).Pearson.Coefficient!.Value, precision: 3);
    }

    [Fact]
    public async Task Every_model_of_the_papers_table_is_found_on_the_leaderboard_with_the_score_it_states()
    {
        var overview = await DownstreamOverviews.OfPaperAsync();
        Assert.Equal(17, overview.Models.Count);
        Assert.All(overview.Models, model =>
        {
            Assert.True(model.IsOnLeaderboard);
            Assert.Equal(7, model.Scores.Count);
            Assert.Equal(model.Scores["Average"], Subsets.All.Average(subset => model.Scores[subset.Name]), tolerance: 0.001);
        });
    }

    [Fact]
    public async Task Factuality_and_mathematics_agree_most_with_best_of_n_as_the_paper_found_over_more_models()
    {
        var analysis = DownstreamAnalysis.Compute(await DownstreamOverviews.OfPaperAsync(), new DownstreamQuery());
        var column = analysis.Grid.Cells.Select(row => row[0].Coefficient!.Value).ToList();
        var best = analysis.GridScores.Zip(column).OrderByDescending(cell => cell.Second).Take(2).Select(cell => cell.First);
        Assert.Equivalent(new[] { "Factuality", "Math" }, best);
        Assert.Equal(["Average", "Factuality", "Precise IF", "Math", "Safety", "Focus", "Ties"], analysis.GridScores);
        Assert.Equal(17, analysis.Prediction!.Count);
    }

    [Fact]
    public async Task A_readers_selection_leaves_out_models_groups_scores_and_outcomes()
    {
        var overview = await DownstreamOverviews.OfPaperAsync();
        var analysis = DownstreamAnalysis.Compute(overview, new DownstreamQuery
        {
            Outcome = overview.Outcomes[1].Key,
            Score = "math",
            Outcomes = [overview.Outcomes[1].Key],
            Scores = ["Math", "Ties", "no such score"],
            Without = [overview.Models[0].Name.ToUpperInvariant()],
            Groups = [overview.Models[0].Group!],
        });
        Assert.Equal(8, analysis.Points.Count);
        Assert.Equal("Math", analysis.Score);
        Assert.Equal(["Math", "Ties"], analysis.GridScores);
        Assert.Equal([overview.Outcomes[1]], analysis.GridOutcomes);
    }

    [Fact]
    public void Two_models_have_no_correlation_and_the_reason_is_said()
    {
        var overview = DownstreamOverviews.Of(DownstreamOverviews.Empty(), "us", [DownstreamOverviews.Row("a/a", 0.5, 0.4), DownstreamOverviews.Row("a/b", 0.6, 0.5)]);
        var analysis = DownstreamAnalysis.Compute(overview, new DownstreamQuery());
        Assert.Null(analysis.Agreements[0].Pearson.Coefficient);
        Assert.Contains("at least 3", analysis.Agreements[0].Pearson.Undefined, StringComparison.Ordinal);
        Assert.NotNull(analysis.Prediction!.Undefined);
    }

    [Fact]
    public void A_constant_column_has_no_correlation()
    {
        var overview = DownstreamOverviews.Of(DownstreamOverviews.Empty(), "us", [DownstreamOverviews.Row("a/a", 0.5, 0.4), DownstreamOverviews.Row("a/b", 0.5, 0.5), DownstreamOverviews.Row("a/c", 0.5, 0.6)]);
        Assert.NotNull(DownstreamAnalysis.Compute(overview, new DownstreamQuery()).Agreements[0].Pearson.Undefined);
    }

    [Fact]
    public void A_model_measured_twice_counts_once_and_the_repetition_is_told()
    {
        var overview = DownstreamOverviews.Of(DownstreamOverviews.Empty(), "us", [DownstreamOverviews.Row("a/a", 0.5, 0.4), DownstreamOverviews.Row("A/A", 0.9, 0.4)]);
        Assert.Equal(1, overview.Repeated);
        Assert.Equal(0.5, Assert.Single(overview.Models).Results.Values.Single());
    }

    [Fact]
    public void Models_and_outcomes_beyond_what_is_analysed_are_left_out()
    {
        var rows = Enumerable.Range(0, 10).Select(number => DownstreamOverviews.Row($"a/{number}", 0.5, 0.4) with { Task = $"T{number}" }).ToList();
        var overview = DownstreamOverview.From(DownstreamOverviews.Empty(), [], rows, mostModels: 3, mostOutcomes: 2);
        Assert.Equal((3, 2), (overview.Models.Count, overview.Outcomes.Count));
        Assert.Equal(2, DownstreamAnalysis.Compute(overview, new DownstreamQuery()).GridOutcomes.Count);
    }

    [Fact]
    public async Task Choices_that_differ_in_names_that_are_not_there_are_one_analysis()
    {
        var overview = await DownstreamOverviews.OfPaperAsync();
        var one = new DownstreamQuery { Without = ["nobody", overview.Models[0].Name], Outcome = "nothing", Scores = ["ties", "MATH"] };
        var other = new DownstreamQuery { Without = [overview.Models[0].Name.ToUpperInvariant(), "x"], Scores = ["Math", "Ties", "?"] };
        Assert.Equal(one.KeyOn(overview), other.KeyOn(overview));
        Assert.NotEqual(one.KeyOn(overview), new DownstreamQuery().KeyOn(overview));
        Assert.NotEqual(new DownstreamQuery { Groups = ["nothing"] }.KeyOn(overview), new DownstreamQuery().KeyOn(overview));
    }

    [Fact]
    public void Nothing_measured_is_an_answer_too()
    {
        var analysis = DownstreamAnalysis.Compute(DownstreamOverviews.Of(DownstreamOverviews.Empty(), "us", []), new DownstreamQuery());
        Assert.Null(analysis.Outcome);
        Assert.Empty(analysis.Points);
    }
}
