using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Tests.Exchange;

public sealed class AggregateFileTests
{
    [Fact]
    public async Task What_is_written_is_read_back()
    {
        var result = new AggregateResult(
            new ResultHeader("org/<b>model</b>", ModelType.Dpo), Subsets.All.ToDictionary(subset => subset, subset => subset == Subsets.Ties ? -0.01 : 0.1 + (0.1 * subset.Position)));
        var stream = new MemoryStream();

        await AggregateFile.WriteAsync(stream, BenchmarkCatalog.RewardBench2, result, TestContext.Current.CancellationToken);
        var again = await ReadAsync(Encoding.UTF8.GetString(stream.ToArray()));

        Assert.Equal(result.Header, again.Header);
        Assert.Equal(result.Subsets.OrderBy(score => score.Key), again.Subsets);
        Assert.Equal(((0.1 * 15) - 0.01) / 6, again.Average!.Value, 1e-12);
    }

    [Fact]
    public async Task Missing_subsets_leave_no_average_and_further_keys_do_no_harm()
    {
        var result = await ReadAsync("""{"model":"a/b","model_type":"generative RM PoLL","chat_template":null,"Math":1,"Ties":null,"extra":{"x":[1]}}""");

        Assert.Equal(ModelType.GenerativeRewardModel, result.Header.ModelType);
        Assert.Equal([Subsets.Math], result.Subsets.Keys);
        Assert.Null(result.Average);
    }

    [Theory]
    [InlineData("", "cut off or no JSON")]
    [InlineData("""{"model":"a/b","model_type":"DPO","Math":0.""", "cut off or no JSON (line 1")]
    [InlineData("""{"model":"a/b","model_type":"DPO","Math":NaN}""", "NaN is not a score")]
    [InlineData("{\"model\":\"a/b\",\n\"model_type\":\"DPO\",\n\"Math\":-Infinity}", "Infinity is not a score")]
    [InlineData("""{"model":"a\ud83d/b","model_type":"DPO","Math":1}""", "something that is not text")]
    [InlineData("""{"model":"a/b","model_type":"DPO","Chat":0.95,"Chat Hard":0.8,"Safety":0.88,"Reasoning":0.9}""", "looks like aggregates of the first RewardBench")]
    [InlineData("""{"model":"a/b","model_type":"DPO","alpacaeval-easy":1,"xstest-should-refuse":{"score":0.9},"Safety":0.88}""", "the first RewardBench")]
    [InlineData("""{"model":"a/b","model_type":"DPO","chat":0.6,"code":0.5,"math":0.5,"safety-response":0.7,"safety-refuse":0.9}""", "aggregates of RM-Bench")]
    [InlineData("""{"model":"a/b","model_type":"DPO","Knowledge":0.6,"Reasoning":0.5,"Math":0.5,"Coding":0.7}""", "aggregates of JudgeBench")]
    [InlineData("[]", "is not an aggregate file")]
    [InlineData("""{"model_type":"DPO","Math":1}""", "names no model;")]
    [InlineData("""{"model":"a/b","Math":1}""", "names no model type")]
    [InlineData("""{"model":"a/b","model_type":"Oracle","Math":1}""", "'Oracle' is not a model type")]
    [InlineData("""{"model":"a/b","model_type":"DPO"}""", "holds no score")]
    [InlineData("""{"model":"a/b","model_type":"DPO","Math":84.1}""", "Math is 84.1, which is not a fraction")]
    [InlineData("""{"model":"a/b","model_type":"DPO","Math":"0.8"}""", "Math is '\"0.8\"'")]
    public async Task A_bad_file_is_refused(string json, string expected) =>
        Assert.Contains(expected, await DatasetRows.RefusalAsync(() => ReadAsync(json)), StringComparison.Ordinal);

    [Fact]
    public async Task Further_keys_of_other_benchmarks_do_no_harm_beside_subsets_that_only_this_one_has() =>
        Assert.Equal([Subsets.Safety, Subsets.Focus], (await ReadAsync("""{"model":"a/b","model_type":"DPO","Focus":0.5,"Safety":0.4,"Chat":0.9}""")).Subsets.Keys);

    private static Task<AggregateResult> ReadAsync(string json) =>
        AggregateFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), "model.json", TestContext.Current.CancellationToken);
}
