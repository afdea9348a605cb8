using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

public sealed class ScoresJoinTests
{
    [Fact]
    public async Task Texts_find_their_prompts_in_any_order()
    {
        Prompt[] shuffled = [.. ScoresFiles.Dataset.Reverse()];
        var file = await ScoresFiles.WriteAsync(shuffled, withText: true);
        ScoresFiles.Column(file, "id").Clear();
        foreach (var prompt in ScoresFiles.Dataset)
        {
            ScoresFiles.Column(file, "id").Add((JsonNode)prompt.Id);
        }

        var joined = await ScoresFiles.JoinAsync(file);

        Assert.Equal(14, joined.Report.ByText);
        Assert.Equal(14, joined.Report.WrongIds);
        Assert.Equal(ScoresFiles.Dataset.Select(prompt => prompt.Id), joined.Rows.Select(row => row.Prompt.Id));
        Assert.All(joined.Rows, row => Assert.Equal(ScoresFiles.Rewards(row.Prompt, row.Row.Number - 1), row.Row.Rewards));
        Assert.Equal(new IdConflict(1, "0", "ref:1", JoinedBy.Text), joined.Report.FirstWrongIds[0]);
    }

    [Fact]
    public async Task The_defect_of_the_published_files_is_healed_by_position()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        for (var i = 0; i < 3; i++)
        {
            ScoresFiles.Column(file, "id")[i] = $"{i + 3}";
        }

        var joined = await ScoresFiles.JoinAsync(file);

        Assert.Equal((14, 3, 0), (joined.Report.ByPosition, joined.Report.WrongIds, joined.Report.Unmatched));
        Assert.Equal(ScoresFiles.Dataset.Select(prompt => prompt.Id), joined.Rows.Select(row => row.Prompt.Id));
        Assert.All(joined.Rows, row => Assert.Equal(ScoresFiles.Rewards(row.Prompt, row.Row.Number - 1), row.Row.Rewards));
        Assert.Equal("14 of 14 rows joined: 14 by position. 3 rows name a different prompt in their ids; the ids were ignored.", joined.Report.Summary);
    }

    [Fact]
    public async Task Rows_in_another_order_with_flawless_ids_are_joined_by_them()
    {
        var lines = Lines(ScoresFiles.Dataset.Select((prompt, i) => (prompt, i)).OrderBy(entry => (entry.i * 5) % 14));

        var joined = ScoresJoin.Join(await ScoresFiles.ReadAsync(lines, ScoresFiles.Dataset), BenchmarkCatalog.RewardBench2, ScoresFiles.Dataset);

        Assert.Equal((0, 0, 0), (joined.Report.WrongIds, joined.Report.Unmatched, joined.Report.MissingPrompts));
        Assert.All(joined.Rows, row => Assert.Equal(row.Prompt.Id, row.Row.Id));
    }

    [Fact]
    public async Task A_complete_subset_with_wrong_ids_is_joined_by_position()
    {
        var math = ScoresFiles.Dataset.Where(prompt => prompt.Subset == "Math").ToList();
        var file = await ScoresFiles.WriteAsync(math, withText: false);
        ScoresFiles.Column(file, "id")[0] = "8";

        var joined = await ScoresFiles.JoinAsync(file);

        Assert.Equal((4, 1, 10), (joined.Report.ByPosition, joined.Report.WrongIds, joined.Report.MissingPrompts));
        Assert.Equal(math.Select(prompt => prompt.Id), joined.Rows.Select(row => row.Prompt.Id));
        Assert.Null(OverallScore.Compute(BenchmarkCatalog.RewardBench2, joined.ToScoredPrompts(BenchmarkCatalog.RewardBench2)).Average);
    }

    [Fact]
    public async Task Where_rows_are_missing_ids_decide_and_repeated_ones_are_left_out()
    {
        var file = await ScoresFiles.WriteAsync([.. ScoresFiles.Dataset.Skip(1).Take(5)], withText: false);
        ScoresFiles.Column(file, "id")[0] = "3";

        var joined = await ScoresFiles.JoinAsync(file);

        Assert.Equal((3, 2), (joined.Report.ById, joined.Report.Unmatched));
        Assert.Equal(["2", "4", "5"], joined.Rows.Select(row => row.Prompt.Id));
        Assert.All(joined.Report.FirstUnmatched, row => Assert.Equal("the id '3' appears in several rows", row.Reason));
    }

    [Fact]
    public async Task Ties_in_another_order_do_not_slip_to_their_neighbours()
    {
        Prompt[] turned = [.. ScoresFiles.Dataset.Take(10), .. ScoresFiles.Dataset.Skip(10).Reverse()];

        var joined = await ScoresFiles.JoinAsync(await ScoresFiles.WriteAsync(turned, withText: false));

        Assert.Equal((10, 4, 0), (joined.Report.ByPosition, joined.Report.ById, joined.Report.WrongIds));
        Assert.All(joined.Rows, row => Assert.Equal(ScoresFiles.Rewards(row.Prompt, row.Row.Number - 1), row.Row.Rewards));
    }

    [Fact]
    public async Task A_row_whose_texts_are_foreign_is_joined_only_where_position_and_id_agree()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: true);
        ScoresFiles.Column(file, "text")[2] = new JsonArray("a", "b", "c", "d");
        ScoresFiles.Column(file, "text")[3] = new JsonArray("a", "b", "c", "d");
        ScoresFiles.Column(file, "id")[3] = "0";

        var joined = await ScoresFiles.JoinAsync(file);

        Assert.Equal((12, 1, 1, 1), (joined.Report.ByText, joined.Report.ByPosition, joined.Report.Unmatched, joined.Report.UnrecognisedTexts));
        Assert.Equal(new UnmatchedRow(4, "0", "Factuality", "its texts match no prompt of the dataset"), Assert.Single(joined.Report.FirstUnmatched));
        Assert.Equal("3", Assert.Single(joined.Report.FirstMissingPrompts));
    }

    [Fact]
    public async Task Texts_may_be_lists_of_messages_in_any_template()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: true);
        var texts = ScoresFiles.Column(file, "text");
        for (var i = 0; i < texts.Count; i++)
        {
            var prompt = ScoresFiles.Dataset[i];
            texts[i] = new JsonArray([.. prompt.Completions.Select(completion => i % 2 == 0
                ? (JsonNode)new JsonArray(Message("user", prompt.Text), Message("assistant", completion.Text))
                : $"<|im_start|>user\n{prompt.Text}<|im_end|>\n<|im_start|>assistant\n{completion.Text}<|im_end|>")]);
        }

        Assert.Equal(14, (await ScoresFiles.JoinAsync(file)).Report.ByText);

        static JsonObject Message(string role, string content) => new() { ["content"] = content, ["role"] = role };
    }

    [Fact]
    public async Task A_file_of_another_dataset_is_refused()
    {
        var other = ScoresFiles.Dataset.Take(2).Select(prompt => prompt with { Id = "x" + prompt.Id }).ToList();

        var message = await DatasetRows.RefusalAsync(async () => await ScoresFiles.JoinAsync(await ScoresFiles.WriteAsync(other, withText: false)));

        Assert.Contains("choose the dataset that was scored", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_with_too_few_scores_for_its_prompt_is_left_out_with_the_reason()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: true);
        ScoresFiles.Column(file, "scores")[11] = new JsonArray(1, 2);

        Assert.Equal(
            "it has 2 scores (1 of chosen completions), but prompt 'ref:0' has 4 completions (1 chosen)",
            Assert.Single((await ScoresFiles.JoinAsync(file)).Report.FirstUnmatched).Reason);
    }

    private static string Lines(IEnumerable<(Prompt Prompt, int Row)> rows) => string.Join("\n", rows.Select(row => new JsonObject
    {
        ["id"] = row.Prompt.Id,
        ["subset"] = row.Prompt.Subset,
        ["num_correct"] = row.Prompt.ChosenCount,
        ["scores"] = new JsonArray([.. ScoresFiles.Rewards(row.Prompt, row.Row).Select(reward => (JsonNode)reward)]),
    }.ToJsonString()));
}
