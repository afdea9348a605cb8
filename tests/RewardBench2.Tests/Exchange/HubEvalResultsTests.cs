using System.Globalization;
using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Exports;
using RewardBench2.Exchange.Hub;
using YamlDotNet.Serialization;

namespace RewardBench2.Tests.Exchange;

public sealed class HubEvalResultsTests
{
    private static readonly ExportRow Run = new()
    {
        Model = "acme/rm",
        ModelType = ModelType.SequenceClassifier,
        Provenance = "run",
        RunId = "abc",
        EvaluatedAt = new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.FromHours(-3)),
        Average = new ExportEstimate(2.0 / 3, 0.6, 0.7),
        Subsets = new Dictionary<Subset, ExportEstimate> { [Subsets.Math] = new(0.5, null, null), [Subsets.PreciseIF] = new(0.25, null, null) },
    };

    [Fact]
    public void The_file_holds_what_the_hub_documents_and_no_more()
    {
        var commit = new string('c', 40);
        var result = Write(new HubRepository("allenai", "reward-bench-2", commit), new Uri("https://board.example/runs/abc?x=\"#y"));

        Assert.Equal(["dataset", "value", "date", "source", "notes"], result.Keys);
        var dataset = (Dictionary<object, object>)result["dataset"];
        Assert.Equal(["id", "task_id", "revision"], dataset.Keys);
        Assert.Equal(("allenai/reward-bench-2", "default", commit), (dataset["id"], dataset["task_id"], dataset["revision"]));
        Assert.Equal(2.0 / 3, double.Parse((string)result["value"], CultureInfo.InvariantCulture), 1e-14);
        Assert.Equal("2026-11-24", result["date"]);
        Assert.Equal("https://board.example/runs/abc?x=%22#y", ((Dictionary<object, object>)result["source"])["url"]);
        Assert.Contains("Precise IF 0.250, Math 0.500", (string)result["notes"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_nobody_else_can_see_names_no_source_and_a_branch_is_no_revision()
    {
        var result = Write(new HubRepository("allenai", "reward-bench-2"), source: null);

        Assert.DoesNotContain("source", result.Keys);
        Assert.DoesNotContain("revision", ((Dictionary<object, object>)result["dataset"]).Keys);
    }

    private static Dictionary<object, object> Write(HubRepository dataset, Uri? source)
    {
        var stream = new MemoryStream();
        HubEvalResults.Write(stream, Run, BenchmarkCatalog.RewardBench2, dataset, source);
        return Assert.Single(new DeserializerBuilder().Build().Deserialize<List<Dictionary<object, object>>>(Encoding.UTF8.GetString(stream.ToArray())));
    }
}
