using System.Text;
using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Exchange;

public sealed class BadDatasetFileTests
{
    public static TheoryData<string, string, string> BadColumns { get; } = new()
    {
        { "chosen", "[]", "num_correct says 1, but the row has 0 chosen" },
        { "num_correct", "2", "num_correct says 2" },
        { "num_incorrect", "4", "num_incorrect says 4" },
        { "total_completions", "22", "total_completions says 22" },
        { "total_completions", "null", "total_completions is empty" },
        { "total_completions", "\"four\"", "total_completions is the text 'four'" },
        { "subset", "\"Maths\"", "the subset 'Maths' is unknown; it has to be one of Factuality, Precise IF, Math, Safety, Focus, Ties" },
        { "chosen", "\"42\"", "column chosen is the text '42', where a list is expected" },
        { "rejected", "[\"41\", null, \"67\"]", "rejected holds nothing as its entry 2" },
        { "prompt", "null", "column prompt is empty" },
        { "id", "\"\"", "column id is an empty text" },
    };

    [Theory]
    [MemberData(nameof(BadColumns))]
    public async Task A_bad_column_is_named_with_its_line(string column, string value, string expected)
    {
        var row = DatasetRows.BestOfFour("8");
        row[column] = JsonNode.Parse(value);

        var message = await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(DatasetRows.BestOfFour(), row));

        Assert.StartsWith("test, line 2: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_without_chosen_completion_is_refused()
    {
        var row = DatasetRows.Ties();
        row["chosen"] = new JsonArray();
        row["num_correct"] = 0;
        row["total_completions"] = 3;

        Assert.Contains("has no chosen completion", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_chosen_completions_outside_Ties_are_refused()
    {
        var row = DatasetRows.Ties("9");
        row["subset"] = "Focus";

        Assert.Contains("best of 4 needs 1 chosen and 3 rejected completions", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_Ties_names_its_half() =>
        Assert.Contains("'12' is not an id of Ties", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(DatasetRows.Ties("12"))), StringComparison.Ordinal);

    [Fact]
    public async Task A_repeated_id_is_refused_with_both_places()
    {
        var message = await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(DatasetRows.BestOfFour(), DatasetRows.Ties(), DatasetRows.BestOfFour()));

        Assert.Contains("line 3", message, StringComparison.Ordinal);
        Assert.Contains("already used (test, line 1)", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_columns_are_named()
    {
        var row = DatasetRows.BestOfFour();
        row.Remove("num_correct");
        row.Remove("subset");

        Assert.Contains("the columns num_correct, subset are missing", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_schema_is_no_dataset() =>
        Assert.Contains("this is not a dataset", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync("""{"question":"a","answer":"b"}""")), StringComparison.Ordinal);

    [Fact]
    public async Task The_first_RewardBench_is_told_apart()
    {
        const string row = """{"id":1,"prompt":"p","chosen":"a","rejected":"b","subset":"donotanswer","num_correct":1,"num_incorrect":1,"total_completions":2}""";

        Assert.Equal("rewardbench-1", (await DatasetRows.ReadAsync(row)).Benchmark?.Name);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n \n", "holds no rows")]
    [InlineData("[]", "holds no rows")]
    [InlineData("{\"id\": \"1\", \"prompt\": \"cut", "line 1 is not a whole JSON object")]
    [InlineData("[{\"id\": \"1\"}", "is not a whole JSON array")]
    [InlineData("[1, 2]", "row 1 is not a JSON object but '1'")]
    [InlineData("PAR1 and then nothing of the kind", "cannot be read: it is cut off or damaged")]
    public async Task A_file_that_is_none_is_refused(string content, string expected) =>
        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(content)), StringComparison.Ordinal);

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused() =>
        Assert.Contains("is not UTF-8: the byte 89 at byte 0", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync([0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE])), StringComparison.Ordinal);

    [Fact]
    public async Task A_cut_off_archive_is_refused()
    {
        var rows = Enumerable.Range(0, 500).Select(i => DatasetRows.BestOfFour($"{i}")).ToArray();
        var packed = DatasetRows.Gzip(Encoding.UTF8.GetBytes(DatasetRows.Lines(rows)));

        Assert.Contains("gzip cannot unpack it", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(packed[..(packed.Length / 2)])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_of_several_members_is_read_to_its_end()
    {
        byte[] packed =
        [
            .. DatasetRows.Gzip(Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.BestOfFour()))),
            .. DatasetRows.Gzip(Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.Ties()))),
        ];

        Assert.Equal(2, (await DatasetRows.ReadAsync(packed)).Prompts.Count);
        Assert.Contains("gzip cannot unpack it", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(packed[..^9])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task A_cut_off_parquet_file_is_refused(double kept)
    {
        var bytes = await File.ReadAllBytesAsync(TestData.File("rewardbench2-sample.parquet"), TestContext.Current.CancellationToken);

        Assert.Contains("cut off or damaged", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(bytes[..(int)(bytes.Length * kept)])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_in_the_middle_of_a_parquet_file_is_refused_or_harmless()
    {
        var whole = await File.ReadAllBytesAsync(TestData.File("rewardbench2-sample.parquet"), TestContext.Current.CancellationToken);
        for (var at = 4; at < whole.Length - 8; at += 997)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x5A;

            var exception = await Record.ExceptionAsync(() => DatasetRows.ReadAsync(damaged));

            Assert.True(exception is null or RewardBench2.Exchange.Files.InvalidFileException, $"byte {at}: {exception}");
        }
    }

    [Fact]
    public async Task Candidates_need_one_label_each()
    {
        var row = DatasetRows.Candidates();
        row["correct"] = new JsonArray(true, false);

        Assert.Contains("column correct has 2 entries for 3 completions", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_an_id_does_not_break_the_message_in_two()
    {
        var row = DatasetRows.BestOfFour("<b>\n</b>", "No\nsubset");

        Assert.Contains("'No subset'", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(row)), StringComparison.Ordinal);
    }
}
