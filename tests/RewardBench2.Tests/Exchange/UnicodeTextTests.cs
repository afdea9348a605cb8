using System.Text;
using System.Text.Json.Serialization;
using Parquet.Serialization;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

/// <summary>What is not Unicode: U+FFFD in texts, one clear line for ids, columns and encodings.</summary>
public sealed class UnicodeTextTests
{
    private const string Scores = """{"model":"a/b","id":["7","MARK"],"subset":["Math","Math"],"num_correct":[1,1],"scores":[[1,2,3,4],[1,2,3,4]],"text":[["MARK"],["x"]]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(@"a\ud83d b", "a\uFFFD b")]
    [InlineData(@"a\uDE00", "a\uFFFD")]
    [InlineData(@"\ud83d\ud83d\ude00", "\uFFFD\U0001F600")]
    [InlineData(@"\u0000", "\uFFFD")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d", "\\\uFFFD")]
    [InlineData("\U0001F600 grün", "\U0001F600 grün")]
    public async Task A_text_that_is_none_is_read_with_the_replacement_character(string written, string read)
    {
        var prompt = Assert.Single((await DatasetRows.ReadAsync(DatasetRows.Lines(DatasetRows.BestOfFour()).Replace("What is 6 times 7?", written, StringComparison.Ordinal))).Prompts);

        Assert.Equal(read, prompt.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Where_a_piece_of_the_file_ends_changes_nothing(int most)
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => (i % 5) switch { 0 => @"\ud83d\ude00", 1 => @"\ud83d", 2 => "€", 3 => @"\\", _ => "\U0001F600" }));
        var expected = string.Concat(Enumerable.Range(0, 20_000).Select(i => (i % 5) switch { 0 => "\U0001F600", 1 => "\uFFFD", 2 => "€", 3 => "\\", _ => "\U0001F600" }));
        var json = DatasetRows.Lines(DatasetRows.BestOfFour()).Replace("What is 6 times 7?", text, StringComparison.Ordinal);
        await using var file = new ForwardOnlyStream(Encoding.UTF8.GetBytes(json), most);

        Assert.Equal(expected, Assert.Single((await DatasetFile.ReadAsync(file, "test", cancellationToken: Cancellation)).Prompts).Text);
    }

    [Theory]
    [InlineData(@"p\ud83d")]
    [InlineData(@"p\u0000")]
    [InlineData(@"p\n")]
    public async Task An_id_that_is_no_text_is_refused(string id)
    {
        var dataset = DatasetRows.Lines(DatasetRows.BestOfFour()).Replace("\"7\"", $"\"{id}\"", StringComparison.Ordinal);
        Assert.Contains("not text", await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(dataset)), StringComparison.Ordinal);

        var scores = Scores.Replace("\"MARK\"]", $"\"{id}\"]", StringComparison.Ordinal);
        Assert.Contains("row 2", await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(scores)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_whose_name_is_no_text_is_a_missing_column() => Assert.Contains(
        "prompt is missing",
        await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(DatasetRows.Lines(DatasetRows.BestOfFour()).Replace("\"prompt\"", @"""pro\ud83dmpt""", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-16", "is written in UTF-16; save it as UTF-8")]
    [InlineData("utf-16BE", "is written in UTF-16; save it as UTF-8")]
    [InlineData("utf-16 without mark", "written in UTF-16 or UTF-32; save it as UTF-8")]
    [InlineData("latin1", "is not UTF-8: the byte E9")]
    public async Task Another_encoding_is_named_and_refused_in_every_kind_of_file(string encoding, string expected)
    {
        byte[] Encode(string text) => encoding switch
        {
            "latin1" => Encoding.Latin1.GetBytes(text),
            "utf-16 without mark" => Encoding.Unicode.GetBytes(text),
            _ => [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)],
        };

        var dataset = Encode(DatasetRows.Lines(DatasetRows.BestOfFour()).Replace("What", "Café", StringComparison.Ordinal).Replace(@"\u00E9", "é", StringComparison.Ordinal));
        var csv = Encode("model,task,method,n,score,unit,source\nacmé/rm,GSM8K,best-of-n,4,0.5,fraction,Me\n");
        var scores = Encode(Scores.Replace("MARK", "é", StringComparison.Ordinal));
        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => DatasetRows.ReadAsync(dataset)), StringComparison.Ordinal);
        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => DownstreamFile.ReadAsync(new MemoryStream(csv), "d.csv", cancellationToken: Cancellation)), StringComparison.Ordinal);
        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => ReadScoresAsync(scores)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_a_file()
    {
        byte[] Marked(string text) => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)];
        var csv = Marked("model,task,method,n,score,unit,source\nacme/rm,GSM8K,best-of-n,4,0.5,fraction,Me\n");

        Assert.Single((await DatasetRows.ReadAsync(Marked(DatasetRows.Lines(DatasetRows.BestOfFour())))).Prompts);
        Assert.Single(await DownstreamFile.ReadAsync(new MemoryStream(csv), "d.csv", cancellationToken: Cancellation));
        Assert.Equal(2, (await ReadScoresAsync(Marked(Scores))).Rows.Count);
    }

    [Fact]
    public async Task Scores_with_texts_that_are_none_are_read() =>
        Assert.Equal(2, (await ScoresFiles.ReadAsync(Scores.Replace("[\"MARK\"]", @"[""\ud83d\u0000""]", StringComparison.Ordinal))).Rows.Count);

    [Theory]
    [InlineData("""{"scores":[1,2,3,4],"subset":"Math"}""", "there is no id")]
    [InlineData("""{"id":"1","scores":[1,2,3,4]}""", "names no subset")]
    [InlineData("""{"scores":[1,2,3,4]}""", "names no subset")]
    [InlineData("""{"reward":1}""", "names no subset")]
    public async Task Lines_that_lack_an_id_or_a_subset_are_told_so(string line, string expected)
    {
        var message = await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync(line + "\n" + line + "\n"));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("not JSON", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_correct_completions_that_is_not_whole_is_not_cut() => Assert.Contains(
        "num_correct is 1.7, where a whole number is expected",
        await DatasetRows.RefusalAsync(() => ScoresFiles.ReadAsync("""{"id":"1","subset":"Math","num_correct":1.7,"scores":[1,2,3,4]}""")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Decimals_and_NUL_in_Parquet_are_read_and_other_types_are_named()
    {
        Assert.Equal("a\uFFFD", Assert.Single((await DatasetRows.ReadAsync(await ParquetAsync(1m))).Prompts).Text);

        var refused = await DatasetRows.RefusalAsync(async () => await DatasetRows.ReadAsync(await ParquetAsync(Guid.Empty)));
        Assert.Contains("column num_correct is of the type", refused, StringComparison.Ordinal);
    }

    private static Task<ScoresContent> ReadScoresAsync(byte[] bytes) =>
        ScoresFile.ReadAsync(new MemoryStream(bytes), "scores.json", cancellationToken: Cancellation);

    private static async Task<byte[]> ParquetAsync<T>(T chosen)
    {
        var file = new MemoryStream();
        await ParquetSerializer.SerializeAsync([new ParquetRow<T> { Chosen = chosen }], file, cancellationToken: Cancellation);
        return file.ToArray();
    }

    private sealed class ParquetRow<T>
    {
        [JsonPropertyName("id")]
        public string Id { get; set; } = "7";

        [JsonPropertyName("prompt")]
        public string Prompt { get; set; } = "a\0";

        [JsonPropertyName("chosen")]
        public List<string> ChosenTexts { get; set; } = ["1"];

        [JsonPropertyName("rejected")]
        public List<string> RejectedTexts { get; set; } = ["2", "3", "4"];

        [JsonPropertyName("num_correct")]
        public T Chosen { get; set; } = default!;

        [JsonPropertyName("num_incorrect")]
        public int Rejected { get; set; } = 3;

        [JsonPropertyName("total_completions")]
        public int Total { get; set; } = 4;

        [JsonPropertyName("subset")]
        public string Subset { get; set; } = "Math";
    }
}
