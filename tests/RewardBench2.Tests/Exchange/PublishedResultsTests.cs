using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Tests.Exchange;

public sealed class PublishedResultsTests
{
    private static readonly IReadOnlyList<PublishedResult> Version2 = Read("rewardbench2.csv");
    private static readonly IReadOnlyList<PublishedResult> Version1 = Read("rewardbench1.csv");

    [Fact]
    public void Version_2_holds_197_models_of_which_124_are_sweep_runs()
    {
        Assert.Equal(197, Version2.Count);
        Assert.Equal(124, Version2.Count(result => result.IsSweep));
        Assert.All(Version2, result => Assert.Equal(6, result.Scores.Count));
        Assert.Equal(6, Version2.Count(result => result.Scores["Ties"] == -0.01));
        Assert.Equal(0.8413, Version2.Single(result => result.Model == "Skywork/Skywork-Reward-V2-Llama-3.1-8B").Average);
    }

    [Fact]
    public void Version_2_averages_are_the_plain_mean_within_rounding() =>
        Assert.All(Version2, result => Assert.Equal(result.Scores.Values.Average(), result.Average!.Value, 1.0e-4));

    [Fact]
    public void Version_1_has_179_names_and_compares_by_the_mean_of_four_sections()
    {
        Assert.Equal(179, Version1.Count);
        Assert.Equal(187, Version1.Sum(result => 1 + result.FurtherRows));
        var best = Version1.Single(result => result.Model == "infly/INF-ORM-Llama3.1-70B");
        Assert.Equal((0.9665 + 0.9101 + 0.9365 + 0.9912) / 4, best.Average!.Value, 1e-12);
        Assert.All(Version1, result => Assert.Equal(result.Scores.ContainsKey("Reasoning"), result.Average is not null));
        Assert.Equal(8, Assert.Single(Version1, result => result.FurtherRows > 0).FurtherRows);
    }

    [Fact]
    public void A_prior_sets_score_of_zero_means_not_run()
    {
        Assert.DoesNotContain(Version1, result => result.Scores.TryGetValue(PublishedResults.PriorSets, out var prior) && prior == 0);
        Assert.Contains(Version1, result => result.Scores.ContainsKey(PublishedResults.PriorSets));
    }

    [Fact]
    public void Both_versions_share_48_models_and_every_type_is_official()
    {
        Assert.Equal(48, Version2.Select(result => result.Model).Intersect(Version1.Select(result => result.Model), StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Version1.Concat(Version2), result => Assert.Contains(result.ModelType, ModelType.All));
    }

    [Fact]
    public void Every_published_file_has_a_source_and_reads_as_a_table()
    {
        using var stream = PublishedFolder.Open("SOURCES.json");
        var sources = PublishedSource.Read(stream);
        var files = Directory.GetFiles(PublishedFolder.Path, "*.csv").Select(path => Path.GetFileName(path)!).ToList();

        Assert.Equal(files.Order(), sources.Keys.Order());
        Assert.Equal(new DateOnly(2025, 12, 22), sources["rewardbench2.csv"].Retrieved);
        foreach (var file in files)
        {
            using var table = PublishedFolder.Open(file);
            Assert.NotEmpty(CsvTable.Read(table, file).Rows);
        }
    }

    [Theory]
    [InlineData("model,model_type,average,factuality\na/b,DPO,0.5,0.5", "column precise_if is missing")]
    [InlineData("model,model_type,average,factuality,precise_if,math,safety,focus,ties\na/b,DPO,84.1,0,0,0,0,0,0", "84.1 is not a fraction")]
    [InlineData("model,model_type,average,factuality,precise_if,math,safety,focus,ties\na/b,DPO,NaN,0,0,0,0,0,0", "'NaN' is not a number")]
    [InlineData("model,model_type,average,factuality,precise_if,math,safety,focus,ties\na/b,Oracle,0,0,0,0,0,0,0", "'Oracle' is not a model type")]
    [InlineData("model,average\na/b", "1 cells under 2 columns")]
    [InlineData("", "is empty")]
    public void A_bad_table_is_refused(string text, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<InvalidFileException>(() => PublishedResults.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message,
            StringComparison.Ordinal);

    private static IReadOnlyList<PublishedResult> Read(string file)
    {
        using var stream = PublishedFolder.Open(file);
        return PublishedResults.Read(stream);
    }
}
