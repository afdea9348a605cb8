using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Exports;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

public sealed class EveryEvalEverSamplesTests
{
    private static readonly EveryEvalEverContext Context = new("rewardbench-2", BenchmarkCatalog.RewardBench2, "Our board", new Uri("https://board.example/"), "1.2.3", new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static readonly ExportRow Run = new()
    {
        Model = "acme/rm",
        ModelType = ModelType.SequenceClassifier,
        Provenance = "run",
        RunId = "abc",
        Subsets = new Dictionary<Subset, ExportEstimate> { [Subsets.Math] = new(0.5, null, null), [Subsets.Ties] = new(0.9, null, null) },
    };

    [Fact]
    public async Task Samples_and_their_record_are_valid_and_name_one_another()
    {
        PromptScores[] prompts = [Math("1", [2, 1, 0, 0]), Math("2", [1, 1, 0, 0]), Ties([3, 2, 1]), Math("3", [], result: 0)];
        var (samples, bytes) = await WriteAsync(prompts);

        var file = EveryEvalEverSamples.Describe(Run, Context, prompts)!;
        var record = EveryEvalEverExport.Record(Run, Context, file);
        EveryEvalEverRules.Check(record);
        Assert.All(samples, sample => EveryEvalEverRules.CheckSample(sample, record));
        Assert.Equal((prompts.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (file.Rows, file.Sha256));
        Assert.StartsWith("data/rewardbench-2/acme/rm/", (string?)record["detailed_evaluation_results"]!["file_path"], StringComparison.Ordinal);
        Assert.Equal([1, 0.5, 1, 0], samples.Select(sample => (double)sample["evaluation"]!["score"]!));
        Assert.Equal([true, false, true, false], samples.Select(sample => (bool)sample["evaluation"]!["is_correct"]!));
        Assert.Equal([1, 2, 1, 0], samples.Select(sample => sample["answer_attribution"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_ties_prompt_is_right_only_where_every_right_answer_stands_above_every_wrong_one()
    {
        var (samples, _) = await WriteAsync([Ties([3, 1, 1])]);
        Assert.False((bool)Assert.Single(samples)["evaluation"]!["is_correct"]!);
    }

    [Fact]
    public async Task Prompts_of_a_subset_without_a_score_are_left_out()
    {
        var other = new Prompt("x", "Focus", "?", Math("1", []).Prompt.Completions);
        Assert.Empty((await WriteAsync([new PromptScores(other, [1, 0, 0, 0], 1)])).Samples);
    }

    // The figure is Python's: hashlib.sha256(json.dumps({"raw": ..., "reference": [...]}, sort_keys=True, separators=(",", ":")).encode()).
    [Fact]
    public async Task The_hash_of_a_sample_is_the_one_that_other_tools_compute()
    {
        var (samples, _) = await WriteAsync([new PromptScores(
            new Prompt("1", "Math", "Grüße, \"😀\"\n\u007f\u0001", [new("a\\b", true), new("b", false), new("c", false), new("d", false)]), [1, 0, 0, 0], 1)]);
        Assert.Equal("9eb38c74dc8a4916fcf508108619dcb06cdcb753e5af072f14a1296773cc9217", (string?)Assert.Single(samples)["sample_hash"]);
    }

    private static PromptScores Math(string id, double[] rewards, double? result = null) => new(
        new Prompt(id, "Math", $"What is {id}?", [.. Enumerable.Range(0, 4).Select(at => new Completion($"It is {at}.", at == 0))]), rewards, result);

    private static PromptScores Ties(double[] rewards) => new(
        new Prompt("tied:1", "Ties", "Name a colour.", [new Completion("Red", true), new Completion("Blue", true), new Completion("Five", false)]), rewards, null);

    private static async Task<(IReadOnlyList<JsonObject> Samples, byte[] Bytes)> WriteAsync(PromptScores[] prompts)
    {
        var stream = new MemoryStream();
        await EveryEvalEverSamples.WriteAsync(stream, Run, Context, prompts, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ([.. lines.Select(line => JsonNode.Parse(line)!.AsObject())], stream.ToArray());
    }
}
