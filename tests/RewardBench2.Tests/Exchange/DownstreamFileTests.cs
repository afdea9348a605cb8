using System.Text;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Tests.Exchange;

public sealed class DownstreamFileTests
{
    private const string Header = "model,task,method,n,score,unit,source\n";

    [Fact]
    public async Task The_papers_table_holds_two_results_of_each_of_17_models()
    {
        var set = Assert.Single(await DownstreamFile.ReadAsync(
            Path.Combine(RepositoryRoot.Path, "content", "downstream", "paper-table8.csv"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("RewardBench 2 paper, Table 8", set.Source);
        Assert.Equal(17, set.Results.Count(result => result is { Method: "best-of-n", N: 16 }));
        Assert.Equal(17, set.Results.Count(result => result is { Method: "ppo", N: null }));
        Assert.Equal(0.524, set.Results[0].Score);
        Assert.Equal(0.687, set.Results[0].BenchmarkScores["Average"]);
    }

    [Theory]
    [InlineData(Header + "a/b,MATH,best-of-n,16,52.4,percent,us")]
    [InlineData("""[{"model":"a/b","task":"MATH","method":"best-of-n","n":16,"score":0.524,"unit":"fraction","source":"us"}]""")]
    [InlineData("""{"unit":"percent","source":"us","results":[{"model":"a/b","task":"MATH","method":"best-of-n","n":16,"score":52.4}]}""")]
    [InlineData("""{"model":"a/b","task":"MATH","method":"best-of-n","n":16,"score":"52.4","unit":"percent","source":"us"}""")]
    public async Task Every_spelling_of_the_same_result_reads_the_same(string text)
    {
        var set = Assert.Single(await ReadAsync(text));
        Assert.Equal(("us", "a/b", "MATH", 16, 0.524), (set.Source, set.Results[0].Model, set.Results[0].Task, set.Results[0].N, set.Results[0].Score));
        Assert.Equal(Assert.Single(await ReadAsync(Header + "a/b,MATH,best-of-n,16,52.4,percent,us")).Revision, set.Revision);
    }

    [Fact]
    public async Task What_is_written_reads_back_the_same()
    {
        var set = Assert.Single(await ReadAsync(
            "model,task,method,n,score,unit,policy,group,settings,rb2_precise_if,source,source_url\n"
            + "a/b,\"MATH, hard\",ppo,,52.4,percent,Qwen 3,on-policy,\"says \"\"x\"\"\",33.1,us,https://example.org/a"));
        await using var writer = new StringWriter();
        DownstreamFile.Write(writer, [set]);
        Assert.Equal(set.Revision, Assert.Single(await ReadAsync(writer.ToString())).Revision);
    }

    [Theory]
    [InlineData("model,task,method,n,score,source\na/b,MATH,ppo,,52.4,us", "between 52.4 and 52.4, which looks like percent; say which")]
    [InlineData("model,task,method,n,score,source\na/b,MATH,ppo,,0.52,us", "which looks like fractions; say which")]
    [InlineData(Header + "a/b,MATH,ppo,,52.4,fraction,us", "is 52.4, which is not a fraction")]
    [InlineData(Header + "a/b,MATH,ppo,,0.5,percent,us\na/c,MATH,ppo,,0.6,percent,us", "lies between 0 and 1, which looks like fractions")]
    [InlineData(Header + "a/b,MATH,ppo,,524,percent,us", "which is not a percentage")]
    [InlineData(Header + "a/b,MATH,ppo,,0.5,points,us", "the unit 'points' is unknown")]
    public async Task A_unit_is_asked_for_and_never_guessed(string text, string said) =>
        Assert.Contains(said, (await Assert.ThrowsAsync<InvalidFileException>(() => ReadAsync(text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Header + "a/b,MATH,ppo,,0.5,fraction,us\nA/B,math,ppo,,0.6,fraction,us", "row 2: A/B on math by ppo was already given (results.csv, row 1)")]
    [InlineData(Header + "a/b,MATH,best-of-n,,0.5,fraction,us", "best-of-n needs the number")]
    [InlineData(Header + "a/b,MATH,best-of-n,0,0.5,fraction,us", "it has to be at least 1")]
    [InlineData(Header + "a/b,MATH,best-of-n,2.5,0.5,fraction,us", "where a whole number is expected")]
    [InlineData(Header + "a/b,MATH,ppo,,NaN,fraction,us", "where a number is expected")]
    [InlineData(Header + "a/b,MATH,ppo,,,fraction,us", "column score is empty")]
    [InlineData(Header + ",MATH,ppo,,0.5,fraction,us", "column model is empty")]
    [InlineData(Header + "a/b,MATH,Best of N,,0.5,fraction,us", "letters, digits and dashes")]
    [InlineData(Header + "a/b,MATH,ppo,,0.5,fraction,", "column source is empty")]
    [InlineData("model,task,method,n,score,unit,source,colour\na/b,MATH,ppo,,0.5,fraction,us,red", "the column 'colour' is unknown")]
    [InlineData("model,task,method,score,unit,source,rb2_math\na/b,MATH,ppo,0.5,fraction,us,66.1", "rb2_math is outside")]
    [InlineData("model,task,method,score,unit,source,source_url\na/b,MATH,ppo,0.5,fraction,us,javascript:alert(1)", "whole address")]
    [InlineData(Header, "holds no rows")]
    [InlineData("", "is empty")]
    [InlineData("""[{"model":"a/b",""", "cut off or damaged")]
    [InlineData("[1,2]", "is not an object")]
    public async Task Bad_content_is_refused_with_its_place_and_a_remedy(string text, string said) =>
        Assert.Contains(said, (await Assert.ThrowsAsync<InvalidFileException>(() => ReadAsync(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Rows_of_several_sources_become_several_sets()
    {
        var sets = await ReadAsync(Header + "a/b,MATH,ppo,,0.5,fraction,us\na/b,MATH,ppo,,0.6,fraction,them");
        Assert.Equal(["us", "them"], sets.Select(set => set.Source));
    }

    private static async Task<IReadOnlyList<DownstreamSet>> ReadAsync(string text)
    {
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await DownstreamFile.ReadAsync(stream, "results.csv", cancellationToken: TestContext.Current.CancellationToken);
    }
}
