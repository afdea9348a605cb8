using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Tests.Benchmark;

/// <summary>Our scores equal those of the reference implementation, on every case among the test data.</summary>
public sealed class ReferenceScoresTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("case-1-float")]
    [InlineData("case-3-coarse")]
    [InlineData("case-6-const")]
    [InlineData("case-8-ratings")]
    [InlineData("case-9-float")]
    public void Scores_equal_the_reference_implementation(string name)
    {
        var prompts = ReadPrompts(TestData.File("reference-scores", $"{name}.scores.json"));
        using var expected = JsonDocument.Parse(
            File.ReadAllBytes(TestData.File("reference-scores", $"{name}.expected.json")));

        var score = OverallScore.Compute(BenchmarkCatalog.RewardBench2, prompts);

        foreach (var subset in expected.RootElement.GetProperty("subsets").EnumerateObject())
        {
            Assert.Equal(subset.Value.GetDouble(), score.Subsets[Subsets.Parse(subset.Name)!], Tolerance);
        }

        Assert.Equal(expected.RootElement.GetProperty("average").GetDouble(), score.Average!.Value, Tolerance);
        var results = expected.RootElement.GetProperty("results").EnumerateObject()
            .Where(result => result.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(result => result.Name, result => result.Value.GetDouble());
        Assert.Equal(results.Keys.Order(), score.Results.Keys.Order());
        Assert.All(results, result => Assert.Equal(result.Value, score.Results[result.Key], Tolerance));
    }

    private static List<ScoredPrompt> ReadPrompts(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        var ids = file.RootElement.GetProperty("id");
        var subsets = file.RootElement.GetProperty("subset");
        var chosen = file.RootElement.GetProperty("num_correct");
        var scores = file.RootElement.GetProperty("scores");
        return
        [
            .. Enumerable.Range(0, ids.GetArrayLength()).Select(i => new ScoredPrompt(
                ids[i].GetString()!,
                Subsets.Parse(subsets[i].GetString())!,
                [.. scores[i].EnumerateArray().Select(Reward)],
                chosen[i].GetInt32())),
        ];
    }

    // Some models' scores are one-element lists.
    private static double Reward(JsonElement score) =>
        score.ValueKind == JsonValueKind.Array ? score[0].GetDouble() : score.GetDouble();
}
