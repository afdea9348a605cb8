using System.Text.Json;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

public sealed class ScoreReportTests
{
    [Theory]
    [InlineData("case-1-float")]
    [InlineData("case-3-coarse")]
    [InlineData("case-6-const")]
    [InlineData("case-8-ratings")]
    [InlineData("case-9-float")]
    public async Task The_output_equals_the_reference_implementation(string name)
    {
        await using var scores = File.OpenRead(TestData.File("reference-scores", $"{name}.scores.json"));
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(
            TestData.File("reference-scores", $"{name}.expected.json"), TestContext.Current.CancellationToken));

        var report = await ScoreReport.ReadAsync(scores, name, BenchmarkCatalog.RewardBench2, TestContext.Current.CancellationToken);

        using var actual = JsonDocument.Parse(report.Json);
        Assert.Empty(report.Warnings);
        Assert.Equal($"example/{name}", actual.RootElement.GetProperty("model").GetString());
        Assert.Equal(expected.RootElement.GetProperty("average").GetDouble(), actual.RootElement.GetProperty("average").GetDouble(), 1e-12);
        foreach (var part in new[] { "subsets", "results" })
        {
            var reference = expected.RootElement.GetProperty(part).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());
            var ours = actual.RootElement.GetProperty(part).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());
            Assert.Equal(reference.Keys.Order(), ours.Keys.Order());
            Assert.All(reference, entry => Assert.Equal(entry.Value, ours[entry.Key], 1e-12));
        }
    }

    [Fact]
    public async Task A_file_that_lacks_subsets_has_no_average_and_Ties_has_no_results()
    {
        var report = ScoreReport.From(BenchmarkCatalog.RewardBench2, await ScoresFiles.ReadAsync(await ScoresFiles.WriteAsync([.. ScoresFiles.Dataset.TakeLast(5)], withText: false)));

        Assert.StartsWith("""{"model":"org/model","subsets":{"Math":0,"Ties":""", report.Json, StringComparison.Ordinal);
        Assert.EndsWith("""},"average":null,"results":{"9":0}}""", report.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeated_ids_are_warned_of_and_in_Ties_refused()
    {
        var file = await ScoresFiles.WriteAsync(ScoresFiles.Dataset, withText: false);
        ScoresFiles.Column(file, "id")[0] = "5";
        Assert.StartsWith("1 id stands at more than one row (such as '5')", Assert.Single(ScoreReport.From(BenchmarkCatalog.RewardBench2, await ScoresFiles.ReadAsync(file)).Warnings), StringComparison.Ordinal);

        ScoresFiles.Column(file, "id")[12] = "tied:0";
        var content = await ScoresFiles.ReadAsync(file);
        Assert.Contains("'tied:0' of Ties stands at 2 rows", Assert.Throws<InvalidFileException>(() => ScoreReport.From(BenchmarkCatalog.RewardBench2, content)).Message, StringComparison.Ordinal);
    }
}
