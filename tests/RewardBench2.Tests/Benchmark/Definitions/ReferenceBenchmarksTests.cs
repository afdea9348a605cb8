using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Tests.Benchmark.Definitions;

/// <summary>The definitions that come with the project give the numbers that each benchmark's own code gives, on real rewards.</summary>
public sealed class ReferenceBenchmarksTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("ArmoRM")]
    [InlineData("gpt4o")]
    [InlineData("grm_gemma")]
    [InlineData("grm_llama3")]
    [InlineData("llama3_8B")]
    [InlineData("oasst-rm")]
    [InlineData("prometheus_8x7B")]
    public void RewardMATH(string model)
    {
        var benchmark = BenchmarkCatalog.Find("rewardmath")!;
        using var file = Open("rewardmath", $"{model}.json");
        var prompts = file.RootElement.GetProperty("rewards").EnumerateArray()
            .Select((rewards, row) => new ScoredPrompt($"{row}", benchmark.Subsets[0], Numbers(rewards)))
            .Where(prompt => prompt.Rewards.Count == 10)
            .ToArray();
        var expected = file.RootElement.GetProperty("expected");

        var measures = MeasuredScores.OfMeasures(benchmark, prompts).ToDictionary(measure => measure.Name, measure => measure.Score);

        Assert.Equal(expected.GetProperty("complete").GetInt32(), prompts.Length);
        Assert.Equal(expected.GetProperty("best_strict").GetDouble(), OverallScore.Compute(benchmark, prompts).Average!.Value, Tolerance);
        Assert.Equal(expected.GetProperty("best_shared").GetDouble(), measures["Shared highest"], Tolerance);
        Assert.Equal(expected.GetProperty("all_pairs_strict").GetDouble(), measures["All pairs"], Tolerance);
    }

    [Theory]
    [InlineData("Skywork_Skywork-Reward-Llama-3.1-8B", 62.29)]
    [InlineData("internlm_internlm2-7b-reward", 59.43)]
    public void JudgeBench(string model, double published)
    {
        var benchmark = BenchmarkCatalog.Find("judgebench")!;
        var sources = File.ReadLines(SharedFolder.FileOrSkip("data", "benchmarks", "judgebench", "gpt-4o-2024-05-13.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("pair_id").GetString()!, row => row.GetProperty("source").GetString()!);
        using var file = Open("judgebench", $"{model}.json");
        var prompts = file.RootElement.GetProperty("rewards").EnumerateArray()
            .Select(row =>
            {
                var id = row.GetProperty("pair_id").GetString()!;
                var rewards = Numbers(row.GetProperty("rewards"));
                return new ScoredPrompt(
                    id,
                    benchmark.FindSubset(sources[id])!,
                    row.GetProperty("label").GetString() == "A>B" ? rewards : [.. rewards.Reverse()]);
            })
            .ToArray();
        var expected = file.RootElement.GetProperty("expected");

        var score = OverallScore.Compute(benchmark, prompts);

        Assert.Equal(expected.GetProperty("accuracy").GetDouble(), score.Average!.Value, Tolerance);
        Assert.Equal(published, Math.Round(100 * score.Average.Value, 2));
        Assert.Equal(
            expected.GetProperty("by_source").EnumerateObject().ToDictionary(source => source.Name, source => Math.Round(source.Value.GetDouble(), 12)),
            score.Subsets.ToDictionary(source => source.Key.Name, source => Math.Round(source.Value, 12)));
        Assert.Equal(
            prompts.Where(prompt => sources[prompt.Id].StartsWith("mmlu-pro", StringComparison.Ordinal)).Average(new AllPairs().ResultOf),
            MeasuredScores.OfSections(benchmark, score.Subsets).Single(section => section.Name == "Knowledge").Score,
            Tolerance);
    }

    [Fact]
    public void JudgeBench_averages_over_the_pairs_that_a_dataset_has()
    {
        var benchmark = BenchmarkCatalog.Find("judgebench")!;
        ScoredPrompt Pair(string id, string source, bool isWon) => new(id, benchmark.SubsetNamed(source)!, isWon ? [1, 0] : [0, 1]);
        ScoredPrompt[] prompts =
        [
            Pair("1", "mmlu-pro-law", true), Pair("2", "mmlu-pro-law", false), Pair("3", "mmlu-pro-health", true), Pair("4", "livebench-math", false),
        ];

        var weighted = benchmark.WeightedBy(prompts.CountBy(prompt => prompt.Subset.Name).ToDictionary());
        var score = OverallScore.Compute(weighted, prompts);

        Assert.Equal(0.5, score.Average!.Value, Tolerance);
        Assert.Equal([("Knowledge", 2.0 / 3), ("Math", 0.0)], MeasuredScores.OfSections(weighted, score.Subsets).Select(section => (section.Name, section.Score)));
        Assert.Null(OverallScore.Compute(benchmark, prompts).Average);
        Assert.Equal(DefinitionFile.Write(weighted), DefinitionFile.Write(DefinitionFile.Read(DefinitionFile.Write(weighted))));
    }

    [Theory]
    [InlineData("chat", "long")]
    [InlineData("chat", "noise")]
    [InlineData("safety-response", "long")]
    [InlineData("safety-response", "noise")]
    public void RM_Bench(string file, string model)
    {
        var benchmark = BenchmarkCatalog.Find("rm-bench")!;
        var subset = benchmark.FindSubset(file)!;
        using var document = Open("rm-bench", $"{file}.{model}.json");
        var prompts = document.RootElement.GetProperty("results").EnumerateArray()
            .Select(row => new ScoredPrompt(
                row.GetProperty("id").ToString(),
                subset,
                [.. Numbers(row.GetProperty("score_chosen")), .. Numbers(row.GetProperty("score_rejected"))],
                ChosenCount: 3))
            .ToArray();
        var expected = document.RootElement.GetProperty("expected");

        foreach (var measure in benchmark.Measures)
        {
            Assert.Equal(
                expected.GetProperty(measure.Name.ToLowerInvariant()).GetDouble(), measure.Rule.Score(prompts), Tolerance);
        }

        var matrix = expected.GetProperty("matrix").EnumerateArray().Select(Numbers).ToArray();
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var (row, column) = (i, j);
                Assert.Equal(
                    matrix[i][j],
                    prompts.Average(prompt => new AllPairs().ResultOf([prompt.Rewards[row], prompt.Rewards[3 + column]], 1)),
                    Tolerance);
            }
        }

        Assert.Equal(matrix.SelectMany(row => row).Average(), OverallScore.Compute(benchmark, prompts).Subsets[subset], Tolerance);
    }

    [Fact]
    public void RewardBench_1_sections_follow_from_its_subsets()
    {
        var benchmark = BenchmarkCatalog.Find("rewardbench-1")!;
        using var file = Open("rewardbench-1", "rb1-local-GPM-Gemma2B.json");
        var scores = benchmark.Subsets.ToDictionary(subset => subset, subset => file.RootElement.GetProperty(subset.Name).GetDouble());

        var sections = MeasuredScores.OfSections(benchmark, scores);

        // Sums of counts written out, as the benchmark's own table of counts has them.
        (string, double)[] expected =
        [
            ("Chat", ((0.75 * 100) + (79.0 / 95 * 95) + (69.0 / 95 * 95) + (26.0 / 28 * 28) + (0.8 * 40)) / 358),
            ("Chat Hard", ((16.0 / 37 * 37) + (0.71 * 100) + (89.0 / 134 * 134) + (72.0 / 92 * 92) + (33.0 / 47 * 47) + (21.0 / 46 * 46)) / 456),
            ("Safety", ((0.94 * 100) + (1.0 * 100) + (131.0 / 154 * 154) + (0.884 * 250) + (78.0 / 136 * 136)) / 740),
            ("Reasoning", ((420.0 / 447 * 984) + 109 + 110 + 110 + 114 + 114 + 102) / 1968),
        ];
        Assert.Equal(expected.Select(section => section.Item1), sections.Select(section => section.Name));
        Assert.All(expected.Zip(sections), pair => Assert.Equal(pair.First.Item2, pair.Second.Score, Tolerance));
        Assert.Equal(expected.Average(section => section.Item2), benchmark.Average(scores)!.Value, Tolerance);
    }

    private static JsonDocument Open(params string[] parts) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedFolder.FileOrSkip(["data", "benchmarks", .. parts])));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
