using System.Security.Cryptography;
using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

public sealed class ResultFileTests
{
    private static readonly Prompt[] Dataset =
        [new("p0", "Math", "How much is one and one?", [.. "2345".Select(digit => new Completion($"{digit}", IsChosen: digit == '2'))])];

    [Theory]
    [InlineData("""{"model":"a/b","model_type":"Seq. Classifier","Math":0.5}""", true)]
    [InlineData("""{ "Math" : 0.5 , "model":"a/b", "model_type":"Seq. Classifier" }""", true)]
    [InlineData("""{"model":"a/b","id":["p0"],"subset":["Math"],"num_correct":[1],"scores":[[1,0,0,0]]}""", false)]
    [InlineData("""{"scores" :[[1,0,0,0]],"subset":["Math"],"id":["p0"],"model":"a/b"}""", false)]
    [InlineData("""{"model":"a/b","id":"p0","subset":"Math","num_correct":1,"scores":[1,0,0,0]}""", false)]
    public async Task The_format_shows_in_the_content_and_the_hash_is_that_of_the_whole_file(string content, bool isAggregate)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var file = await ReadAsync(bytes);

        Assert.Equal(isAggregate, file is ResultFile.Aggregates);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256);
    }

    [Fact]
    public async Task Aggregates_may_be_long_and_scores_short()
    {
        var template = new string('x', 300_000);
        var aggregates = await ReadAsync(Encoding.UTF8.GetBytes($$"""{"model":"a/b","model_type":"Seq. Classifier","chat_template":"{{template}}","Math":0.5}"""));

        Assert.Equal(template, Assert.IsType<ResultFile.Aggregates>(aggregates).Result.Header.ChatTemplate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"model":"a/b",""")]
    public async Task What_is_neither_is_refused_and_named(string content)
    {
        var refused = await Assert.ThrowsAsync<InvalidFileException>(() => ReadAsync(Encoding.UTF8.GetBytes(content)));
        Assert.Contains("file.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aggregates_do_not_ask_for_the_dataset()
    {
        using var stream = new ForwardOnlyStream("""{"model":"a/b","model_type":"Seq. Classifier","Math":0.5}"""u8.ToArray());
        await ResultFile.ReadAsync(
            stream, "file.json", () => throw new InvalidOperationException("It was asked for."), TestContext.Current.CancellationToken);
    }

    private static async Task<ResultFile> ReadAsync(byte[] content)
    {
        using var stream = new ForwardOnlyStream(content);
        return await ResultFile.ReadAsync(
            stream, "file.json", () => Task.FromResult(new ScoredDataset(BenchmarkCatalog.RewardBench2, Dataset)), TestContext.Current.CancellationToken);
    }
}
