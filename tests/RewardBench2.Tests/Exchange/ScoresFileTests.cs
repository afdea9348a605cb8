using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

public sealed class ScoresFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(97)]
    [InlineData(int.MaxValue)]
    public async Task What_is_written_is_read_back_however_the_bytes_arrive(int most)
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: true);

        var content = await ScoresFiles.ReadAsync(file.ToJsonString(), ScoresFiles.Dataset, most);

        Assert.Equal(("org/model", "Seq. Classifier", "chatml"), (content.Model, content.ModelType, content.ChatTemplate));
        Assert.Equal(ScoresFiles.Dataset.Select(prompt => prompt.Id), content.Rows.Select(row => row.Id));
        Assert.Equal(ScoresFiles.Dataset.Select(prompt => (int?)prompt.ChosenCount), content.Rows.Select(row => row.ChosenCount));
        Assert.All(content.Rows, row => Assert.Equal(ScoresFiles.Rewards(ScoresFiles.Dataset[row.Number - 1], row.Number - 1), row.Rewards));
        Assert.All(content.Rows, row => Assert.Equal(row.Subset == "Ties" ? null : 1.0, row.ReportedResult));
        Assert.All(content.Rows, row => Assert.Equal(new TextMatch(true, row.Number - 1), row.Text));
    }

    [Fact]
    public async Task Columns_come_in_any_order_and_unknown_ones_are_skipped()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: true);
        var turned = new JsonObject { ["__index_level_0__"] = new JsonArray(1, "x", new JsonArray(2), null), ["note"] = new JsonObject { ["id"] = new JsonArray(1) } };
        foreach (var (name, column) in file.Reverse())
        {
            turned[name] = column!.DeepClone();
        }

        var rows = (await ScoresFiles.ReadAsync(turned, ScoresFiles.Dataset)).Rows;

        Assert.Equal(ScoresFiles.Dataset.Select(prompt => prompt.Id), rows.Select(row => row.Id));
        Assert.All(rows, row => Assert.Equal(row.Number - 1, row.Text.Position));
    }

    [Fact]
    public async Task A_score_may_be_a_list_of_one()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        ScoresFiles.Column(file, "scores")[1] = JsonNode.Parse("[[0.5],[-1],[2e3],[0]]");

        Assert.Equal([0.5, -1, 2000, 0], (await ScoresFiles.ReadAsync(file)).Rows[1].Rewards);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Judges_may_leave_out_scores_outside_Ties(string scores)
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        for (var i = 0; i < 10; i++)
        {
            ScoresFiles.Column(file, "scores")[i] = JsonNode.Parse(scores);
            ScoresFiles.Column(file, "results")[i] = i % 2 == 0 ? 0.25 : 1;
        }

        var score = OverallScore.Compute(BenchmarkCatalog.RewardBench2, (await ScoresFiles.ReadAsync(file)).ToScoredPrompts(BenchmarkCatalog.RewardBench2));

        Assert.Equal(((3 * 0.25) + 3) / 6, score.Subsets[Subsets.Factuality], 1e-12);
    }

    [Fact]
    public async Task A_file_without_the_column_scores_is_a_judges_file_without_Ties()
    {
        var file = await ScoresFiles.WriteAsync([.. ScoresFiles.Dataset.Take(10)], withText: false);
        file.Remove("scores");
        file.Remove("chat_template");

        var content = await ScoresFiles.ReadAsync(file);

        Assert.All(content.Rows, row => Assert.Empty(row.Rewards));
        Assert.Null(content.ChatTemplate);
    }

    [Fact]
    public async Task Json_lines_are_read_as_well()
    {
        const string lines = """
            {"id": "a", "subset": "math", "num_correct": 1, "scores": [1, 2, 3, 4]}

            {"subset": "Ties", "scores": [[1], [2], [0.5]], "id": "tied:1", "num_correct": 2, "model": "org/m"}
            {"id": 7, "subset": "Focus", "results": 0.25}
            """;

        var content = await ScoresFiles.ReadAsync(lines, most: 5);

        Assert.Equal("org/m", content.Model);
        Assert.Equal(["Math", "Ties", "Focus"], content.Rows.Select(row => row.Subset));
        Assert.Equal(["a", "tied:1", "7"], content.Rows.Select(row => row.Id));
        Assert.Equal([1, 2, 0.5], content.Rows[1].Rewards);
        Assert.Equal(0.25, content.Rows[2].ReportedResult);
    }

    [Fact]
    public async Task One_line_is_enough() =>
        Assert.Single((await ScoresFiles.ReadAsync("""{"scores": [1, 2, 3, 4], "id": "a", "subset": "Math"}""")).Rows);

    [Fact]
    public async Task Candidates_are_scored_under_their_tasks()
    {
        var candidates = (await DatasetRows.ReadAsync(DatasetRows.Candidates())).Prompts;

        var content = await ScoresFile.ReadAsync(
            new MemoryStream("""{"id":["g1"],"subset":["arithmetic"],"scores":[[1,2,3]]}"""u8.ToArray()),
            "scores.json",
            new ScoredDataset(Benchmark: null, candidates),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], Assert.Single(ScoresJoin.Join(content, benchmark: null, candidates).Rows).Row.Rewards);
    }
}
