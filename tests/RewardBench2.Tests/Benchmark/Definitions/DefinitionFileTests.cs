using System.Text.Json;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Tests.Benchmark.Definitions;

public sealed class DefinitionFileTests
{
    [Fact]
    public void A_definition_states_subsets_rules_sections_and_measures()
    {
        var benchmark = DefinitionFile.Read(
            """
            {
              "name": "our-bench",
              "title": "Our bench",
              "rule": { "type": "all-pairs" },
              "subsets": [
                { "name": "Easy", "weight": 3, "prompts": 10, "aliases": ["easy/*"] },
                { "name": "Hard", "rule": { "k": 5, "type": "best-of-k", "shared": "nothing" } }
              ],
              "sections": [
                { "name": "All of it", "subsets": ["Easy", "Hard"], "weight": 2 }
              ],
              "measures": [
                { "name": "Rank", "rule": { "type": "reciprocal-rank" } }
              ],
            }
            """);

        Assert.Equal(("our-bench", "Our bench"), (benchmark.Name, benchmark.Title));
        Assert.Equal([new AllPairs(), new BestOfK(5, SharedReward.Nothing)], benchmark.Subsets.Select(subset => subset.Rule));
        Assert.Equal((3, 10), (benchmark.Subsets[0].Weight, benchmark.Subsets[0].Prompts));
        Assert.Equal("Easy", benchmark.FindSubset("easy/2")?.Name);
        Assert.Equal("Hard", benchmark.FindSubset("hard")?.Name);
        Assert.Null(benchmark.FindSubset("Other"));
        Assert.Null(benchmark.Prompts);
        Assert.Equal(((0.5 * 3) + 0.2) / 4, benchmark.Chance!.Value, 1e-15);
        Assert.Equal(new ReciprocalRank(), Assert.Single(benchmark.Measures).Rule);
    }

    [Theory]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "best-guess" }, "subsets": [{ "name": "A" }] }""", "one of best-of-k, all-pairs")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "k": 4 }, "subsets": [{ "name": "A" }] }""", "a rule needs a type")]
    [InlineData("""{ "name": "x", "title": "X", "subsets": [{ "name": "A" }] }""", "Subset 'A': it needs a rule")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "best-of-k", "k": 1 }, "subsets": [{ "name": "A" }] }""", "k must be 2 or more")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "style-matrix", "styles": 1 }, "subsets": [{ "name": "A" }] }""", "styles must be 2 or more")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }, { "name": "a" }] }""", "'A' names two subsets")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }, { "name": "B", "aliases": ["A"] }] }""", "'A' names two subsets")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [] }""", "1 to 200 subsets")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [null] }""", "Subset 1: its name")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A", "weight": 0 }] }""", "weight must be above 0")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A", "prompts": 0 }] }""", "prompts must be 1 or more")]
    [InlineData("""{ "name": "Not plain", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }] }""", "lower-case letters")]
    [InlineData("""{ "name": "x", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }] }""", "The title")]
    [InlineData("""{ "name": "x", "title": "X", "link": "javascript:alert(1)", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }] }""", "The link")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }], "colour": "red" }""", "no such field")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A", "weight": "much" }] }""", "line 1: this is not a value of the right kind")]
    [InlineData("""{ "name": "x", "title": """, "not JSON")]
    [InlineData("null", "a JSON object")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }], "measures": [{ "name": "M", "rule": { "type": "ties" } }] }""", "a rule that scores single prompts")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }], "measures": [{ "name": "Average", "rule": { "type": "all-pairs" } }] }""", "'Average' names two scores")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }, { "name": "B" }], "sections": [{ "name": "S", "subsets": ["A"] }] }""", "'B' is in no section; the weights would not add up")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }], "sections": [{ "name": "S", "subsets": ["A"] }, { "name": "T", "subsets": ["A"] }] }""", "'A' is in two sections")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A" }], "sections": [{ "name": "S", "subsets": ["A", "Z"] }] }""", "'Z', which the benchmark does not have")]
    [InlineData("""{ "name": "x", "title": "X", "rule": { "type": "all-pairs" }, "subsets": [{ "name": "A", "weight": 0.5 }, { "name": "B", "weight": 0.3 }] }""", "add up to 0.8, not to 1")]
    public void A_definition_that_cannot_be_used_says_what_to_change(string text, string expected)
    {
        var exception = Assert.Throws<DefinitionException>(() => DefinitionFile.Read(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_beyond_the_bound_is_not_read()
    {
        var exception = Assert.Throws<DefinitionException>(() => DefinitionFile.Read(new string(' ', DefinitionFile.LongestText + 1)));

        Assert.Contains("100,001", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Names => [.. BenchmarkCatalog.All.Select(benchmark => benchmark.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_written_definition_reads_back_as_it_was(string name)
    {
        var written = DefinitionFile.Write(BenchmarkCatalog.Find(name)!);

        Assert.Equal(written, DefinitionFile.Write(DefinitionFile.Read(written)));
    }

    [Fact]
    public void The_catalog_begins_with_RewardBench_2()
    {
        Assert.Equal(
            ["rewardbench-2", "judgebench", "rm-bench", "rmb-bon", "rmb-pairs", "rewardbench-1", "rewardmath"],
            BenchmarkCatalog.All.Select(benchmark => benchmark.Name));
        Assert.Equal(1865, BenchmarkCatalog.RewardBench2.Prompts);
        Assert.Equal(2985, BenchmarkCatalog.Find("RewardBench-1")!.Prompts);
        Assert.Equal(1327, BenchmarkCatalog.Find("rm-bench")!.Prompts);
        Assert.Equal(350, BenchmarkCatalog.Find("judgebench")!.Prompts);
        Assert.Equal(0.5, BenchmarkCatalog.Find("rm-bench")!.Chance);
        Assert.Equal(0.1, BenchmarkCatalog.Find("rewardmath")!.Chance);
        Assert.Null(BenchmarkCatalog.RewardBench2.Chance);
    }

    [Fact]
    public void The_schema_knows_every_rule_and_every_field_of_the_definitions()
    {
        using var stream = typeof(BenchmarkCatalog).Assembly.GetManifestResourceStream("RewardBench2.Benchmark.Definitions.benchmark.schema.json")!;
        using var schema = JsonDocument.Parse(stream);
        var types = schema.RootElement.GetProperty("$defs").GetProperty("rule").GetProperty("oneOf").EnumerateArray()
            .Select(rule => rule.GetProperty("properties").GetProperty("type").GetProperty("const").GetString());
        Assert.Equal([BestOfK.Type, AllPairs.Type, StyleMatrix.Type, ReciprocalRank.Type, TiesPairs.Type], types);

        var fields = schema.RootElement.GetProperty("properties").EnumerateObject().Select(field => field.Name).ToHashSet();
        foreach (var benchmark in BenchmarkCatalog.All)
        {
            using var written = JsonDocument.Parse(DefinitionFile.Write(benchmark));
            Assert.Subset(fields, written.RootElement.EnumerateObject().Select(field => field.Name).ToHashSet());
        }
    }
}
