using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Exchange;

public sealed class BadScoresFileTests
{
    public static TheoryData<string, int, string, string> BadCells { get; } = new()
    {
        { "scores", 3, "[1, 2, \"high\", 4]", "row 4, column scores: the text 'high' stands where a number is expected" },
        { "scores", 3, "[1, 2, null, 4]", "row 4, column scores: null stands where" },
        { "scores", 3, "[1, 2, [3, 3], 4]", "row 4, column scores: a score that is a list has to be a list of one" },
        { "scores", 3, "[1, 2, 3]", "row 4 (id '3'): there are 3 scores; a prompt of Factuality has 4" },
        { "scores", 3, "1", "row 4, column scores: a list of scores is expected" },
        { "scores", 3, "{}", "row 4, column scores: a list of scores is expected" },
        { "scores", 10, "[]", "row 11 (id 'tied:0'): there are no scores" },
        { "num_correct", 10, "5", "num_correct says 5 of 5 scores" },
        { "num_correct", 10, "0", "num_correct says 0 of 5 scores" },
        { "num_correct", 10, "null", "num_correct is missing" },
        { "num_correct", 2, "2", "num_correct says 2; a prompt of Factuality has 1 chosen completion" },
        { "num_correct", 2, "1.5", "num_correct is 1.5, where a whole number" },
        { "subset", 5, "\"Chat\"", "row 6 (id '5'): the subset 'Chat' is unknown" },
        { "subset", 5, "null", "row 6: subset is null" },
        { "id", 0, "null", "row 1: there is no id" },
        { "id", 0, "[]", "row 1, column id: a text is expected" },
        { "id", 10, "\"pair 1\"", "'pair 1' is not an id of Ties" },
        { "results", 1, "1.5", "the result 1.5 is not a fraction" },
    };

    [Theory]
    [MemberData(nameof(BadCells))]
    public async Task A_bad_cell_is_named_with_its_row(string column, int row, string value, string expected)
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        ScoresFiles.Column(file, column)[row] = JsonNode.Parse(value);

        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_more_scores_than_the_longest_prompt_has_completions_is_refused_while_it_is_read()
    {
        var longest = ScoresFiles.Dataset.Max(prompt => prompt.Completions.Count);
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        ScoresFiles.Column(file, "scores")[3] = new JsonArray([.. Enumerable.Range(0, longest + 1).Select(number => JsonValue.Create(number))]);
        var says = $"more than {longest} scores, and no prompt has more completions";
        Assert.Contains(says, await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file, ScoresFiles.Dataset)), StringComparison.Ordinal);

        // It need not even end.
        var endless = $$"""{"subset":["Ties"],"scores":[[{{string.Join(',', Enumerable.Repeat("1", 300_000))}}""";
        Assert.Contains(says, await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(endless, ScoresFiles.Dataset)), StringComparison.Ordinal);
        var line = $$"""{"id":"0","subset":"Ties","scores":[{{string.Join(',', Enumerable.Repeat("1", longest + 1))}}]}""";
        Assert.Contains(says, await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(line + "\n" + line, ScoresFiles.Dataset)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", "[1]")]
    [InlineData("null", "null")]
    public async Task A_file_of_far_more_rows_than_prompts_is_refused_while_it_is_read(string row, string next)
    {
        var file = $$"""{"subset":["Math"],"scores":[{{row}}{{string.Concat(Enumerable.Repeat("," + next, 10_000))}}""";
        Assert.Contains("more than 10000 rows", await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file, ScoresFiles.Dataset)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN", "NaN is not a score")]
    [InlineData("Infinity", "Infinity is not a score")]
    [InlineData("-Infinity", "-Infinity is not a score")]
    [InlineData("1e999", "1e999 is too large")]
    public async Task A_number_that_is_none_is_named_with_its_row(string number, string expected)
    {
        var file = (await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false)).ToJsonString().Replace("[20,21,22,23]", $"[20,{number},22,23]", StringComparison.Ordinal);

        var message = await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("scores", message, StringComparison.Ordinal);
        Assert.Contains("row 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_different_lengths_are_refused_with_their_lengths()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        ScoresFiles.Column(file, "scores").RemoveAt(13);

        Assert.Contains("id 14, subset 14, num_correct 14, results 14, scores 13", await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subset")]
    [InlineData("scores")]
    public async Task A_missing_column_is_refused(string column)
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        file.Remove(column);
        file.Remove("results");

        Assert.Contains("needs the columns id, subset, num_correct and scores", await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_file_is_refused_wherever_it_ends()
    {
        var file = (await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: true)).ToJsonString();
        for (var length = 1; length < file.Length; length += 61)
        {
            Assert.Contains("is cut off", await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file[..length])), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \n", "is empty")]
    [InlineData("[]", "is not a scores file")]
    [InlineData("\"scores\"", "is not a scores file")]
    [InlineData("{}", "needs the columns id, subset, num_correct and scores, but has none")]
    [InlineData("id,subset,scores", "is damaged at byte 0")]
    [InlineData("""{"id":[],"subset":[],"scores":[]}""", "holds no rows")]
    [InlineData("""{"id":["a"],"subset":["Math"],"scores":[[1,2,3,4]],"id":["a"]}""", "the column id occurs twice")]
    [InlineData("""{"id":["a"],"subset":"Math","scores":[[1,2,3,4]]}""", "the column subset is not a list")]
    [InlineData("""{"id":"a","subset":"Math","scores":[1,2,3,4]}{"id":""", "line 1")]
    [InlineData("{\"id\":\"a\",\"subset\":\"Math\",\"scores\":[1,2,3,4]}\n{\"id\":\"b\",\"sub", "line 2: is not a whole JSON object")]
    [InlineData("{\"id\":\"a\",\"subset\":\"Math\",\"scores\":[1,2,NaN,4]}", "line 1: NaN is not a score")]
    [InlineData("{\"id\":\"a\",\"subset\":\"Math\",\"scores\":[1,2,\"3\",4]}", "line 1: scores holds '\"3\"'")]
    [InlineData("{\"id\":\"a\",\"subset\":\"Math\",\"scores\":4}", "line 1: scores is '4'")]
    public async Task A_file_that_is_none_is_refused(string file, string expected) =>
        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(file)), StringComparison.Ordinal);
}
