using System.Text;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Serialization;
using RewardBench2.Benchmark;
using RewardBench2.Exchange;

namespace RewardBench2.Tests.Exchange;

public sealed class ExportTests
{
    private static readonly EveryEvalEverContext Context = new(
        "rewardbench-2", "Our board", new Uri("https://board.example/"), "1.2.3", new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static readonly ExportRow Published = new()
    {
        Rank = 1, RankLow = 1, RankHigh = 3, Model = "allenai/best", ModelType = ModelType.SequenceClassifier, Provenance = "published", Source = "Ai2, 2025-12-22",
        Average = new ExportEstimate(0.5, 0.4, 0.6, IsApproximate: true),
        Subsets = Subsets.All.ToDictionary(subset => subset, subset => new ExportEstimate(subset == Subset.Ties ? -0.01 : 0.602, 0.25, 0.75, IsApproximate: true)),
    };

    private static readonly ExportRow Run = new()
    {
        Model = "=HYPERLINK(\"x\"),\"y\"", ModelType = ModelType.Baseline, Provenance = "run", RunId = "abc", EvaluatedAt = Context.WrittenAt,
        Subsets = new Dictionary<Subset, ExportEstimate> { [Subset.Math] = new(1.0 / 3, null, null) },
    };

    [Fact]
    public void The_table_reads_back_as_published_results_do()
    {
        var stream = new MemoryStream();
        LeaderboardExport.WriteCsv(stream, [Published]);
        stream.Position = 0;

        var result = Assert.Single(PublishedResults.Read(stream));

        Assert.Equal(("allenai/best", 0.5), (result.Model, result.Average));
        Assert.Equal([0.602, 0.602, 0.602, 0.602, 0.602, -0.01], Subsets.All.Select(subset => result.Scores[subset.Name()]));
    }

    [Fact]
    public void A_model_name_cannot_become_a_formula()
    {
        var stream = new MemoryStream();
        LeaderboardExport.WriteCsv(stream, [Run, Published]);
        stream.Position = 0;

        var table = CsvTable.Read(stream, "export");

        Assert.Equal(LeaderboardExport.Columns, table.Columns);
        Assert.Equal("'=HYPERLINK(\"x\"),\"y\"", table.Text(0, "model"));
        Assert.Equal("-0.01", table.Text(1, "ties"));
        Assert.Equal(1.0 / 3, table.Number(0, "math"));
        Assert.Null(table.Number(0, "average"));
        Assert.Equal("", table.Text(0, "source"));
    }

    [Fact]
    public void Json_has_the_shape_of_the_api()
    {
        var stream = new MemoryStream();
        LeaderboardExport.WriteJson(stream, "starter", [Published, Run]);
        var json = JsonNode.Parse(stream.ToArray())!;

        Assert.Equal("starter", (string?)json["dataset"]);
        Assert.Equal(0.4, (double?)json["rows"]![0]!["average"]!["low"]);
        Assert.Equal(0.602, (double?)json["rows"]![0]!["subsets"]!["Precise IF"]!["score"]);
        Assert.Equal("abc", (string?)json["rows"]![1]!["runId"]);
        Assert.True(json["rows"]![1]!.AsObject().ContainsKey("rank"));
        Assert.Null(json["rows"]![1]!["average"]);
    }

    [Fact]
    public async Task Parquet_holds_the_same_table()
    {
        var stream = new MemoryStream();
        await ParquetExport.WriteLeaderboardAsync(stream, [Published, Run], TestContext.Current.CancellationToken);

        var rows = await ReadAsync<LeaderboardLine>(stream);

        Assert.Equal(LeaderboardExport.Columns, (await ParquetReader.ReadSchemaAsync(stream)).Fields.Select(field => field.Name));
        Assert.Equal([new LeaderboardLine(1, "allenai/best", 0.5, -0.01), new LeaderboardLine(null, Run.Model, null, null)], rows);
    }

    [Fact]
    public async Task Parquet_holds_rewards_as_lists()
    {
        var stream = new MemoryStream();
        await ParquetExport.WritePromptResultsAsync(
            stream,
            [new("a/b", "7", "Math", 1, [4, 3, 2.5, 1], 1), new("a/b", "8", "Focus", 1, [], 0.25), new("a/b", "tied:1", "Ties", 2, [1, 2, 3], null)],
            TestContext.Current.CancellationToken);

        var rows = await ReadAsync<PromptLine>(stream);

        // The library reads an empty list as none.
        Assert.Equal([[4, 3, 2.5, 1], [], [1, 2, 3]], rows.Select(row => row.scores ?? []));
        Assert.Equal([1.0, 0.25, null], rows.Select(row => row.results));
    }

    [Fact]
    public void Every_Eval_Ever_gets_one_valid_record_per_model()
    {
        var stream = new MemoryStream();
        EveryEvalEverExport.Write(stream, [Published, Run, Run with { Subsets = new Dictionary<Subset, ExportEstimate>() }], Context);
        var records = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

        Assert.Equal(2, records.Count);
        Assert.All(records, EveryEvalEverRules.Check);
        Assert.Equal(7, records[0]["evaluation_results"]!.AsArray().Count);
        Assert.Equal("first_party", (string?)records[0]["source_metadata"]!["evaluator_relationship"]);
        Assert.Equal(("documentation", "evaluation_run"), ((string?)records[0]["source_metadata"]!["source_type"], (string?)records[1]["source_metadata"]!["source_type"]));
        Assert.Equal("1795435200", (string?)records[1]["evaluation_timestamp"]);
        Assert.Equal("rewardbench-2/allenai_best/1795435200", (string?)records[0]["evaluation_id"]);
    }

    private static async Task<IList<T>> ReadAsync<T>(MemoryStream stream)
        where T : class, new()
    {
        stream.Position = 0;
        return (await ParquetSerializer.DeserializeAsync<T>(stream)).Data;
    }

    // The library fills properties by the columns' names.
    private sealed record LeaderboardLine(int? rank, string? model, double? average, double? ties)
    {
        public LeaderboardLine()
            : this(null, null, null, null)
        {
        }

        public int? rank { get; set; } = rank;

        public string? model { get; set; } = model;

        public double? average { get; set; } = average;

        public double? ties { get; set; } = ties;
    }

    private sealed class PromptLine
    {
        public List<double?>? scores { get; set; }

        public double? results { get; set; }
    }
}
