using System.Text;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Serialization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Exports;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Tests.Exchange;

public sealed class ExportTests
{
    private static readonly EveryEvalEverContext Context = new("rewardbench-2", BenchmarkCatalog.RewardBench2, "Our board", new Uri("https://board.example/"), "1.2.3", new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static readonly ExportRow Published = new()
    {
        Rank = 1,
        RankLow = 1,
        RankHigh = 3,
        Model = "allenai/best",
        ModelType = ModelType.SequenceClassifier,
        Provenance = "published",
        Source = "Ai2, 2025-12-22",
        Average = new ExportEstimate(0.5, 0.4, 0.6, IsApproximate: true),
        Subsets = Subsets.All.ToDictionary(subset => subset, subset => new ExportEstimate(subset == Subsets.Ties ? -0.01 : 0.602, 0.25, 0.75, IsApproximate: true)),
    };

    private static readonly ExportRow Run = new()
    {
        Model = "=HYPERLINK(\"x\"),\"y\"",
        ModelType = ModelType.Baseline,
        Provenance = "run",
        RunId = "abc",
        EvaluatedAt = Context.WrittenAt,
        Subsets = new Dictionary<Subset, ExportEstimate> { [Subsets.Math] = new(1.0 / 3, null, null) },
    };

    [Fact]
    public void The_table_reads_back_as_published_results_do()
    {
        var stream = new MemoryStream();
        LeaderboardExport.WriteCsv(stream, BenchmarkCatalog.RewardBench2, [Published]);
        stream.Position = 0;

        var result = Assert.Single(PublishedResults.Read(stream));

        Assert.Equal(("allenai/best", 0.5), (result.Model, result.Average));
        Assert.Equal([0.602, 0.602, 0.602, 0.602, 0.602, -0.01], Subsets.All.Select(subset => result.Scores[subset.Name]));
    }

    [Fact]
    public void A_model_name_cannot_become_a_formula()
    {
        var stream = new MemoryStream();
        LeaderboardExport.WriteCsv(stream, BenchmarkCatalog.RewardBench2, [Run, Published]);
        stream.Position = 0;

        var table = CsvTable.Read(stream, "export");

        Assert.Equal(LeaderboardExport.Columns(BenchmarkCatalog.RewardBench2), table.Columns);
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
        LeaderboardExport.WriteJson(stream, "starter", BenchmarkCatalog.RewardBench2, [Published, Run]);
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
        await ParquetExport.WriteLeaderboardAsync(stream, BenchmarkCatalog.RewardBench2, [Published, Run], TestContext.Current.CancellationToken);

        var rows = await ReadAsync<LeaderboardLine>(stream);

        Assert.Equal(LeaderboardExport.Columns(BenchmarkCatalog.RewardBench2), (await ParquetReader.ReadSchemaAsync(stream)).Fields.Select(field => field.Name));
        Assert.Equal([new LeaderboardLine(1, "allenai/best", 0.5, -0.01), new LeaderboardLine(null, Run.Model, null, null)], rows);
    }

    [Fact]
    public async Task Results_per_prompt_are_Parquet_with_rewards_as_lists()
    {
        var stream = new MemoryStream();
        await PromptResultsExport.WriteParquetAsync(stream, TwoRuns(), TestContext.Current.CancellationToken);

        var rows = await ReadAsync<PromptLine>(stream);

        Assert.Equal(PromptResultsExport.Columns, (await ParquetReader.ReadSchemaAsync(stream)).Fields.Select(field => field.Name));
        // The library reads an empty list as none.
        Assert.Equal([[4, 3, 2.5, 1], [], [1, 2, 0.1]], rows.Select(row => row.scores ?? []));
        Assert.Equal([1.0, 0.25, null], rows.Select(row => row.results));
    }

    [Fact]
    public async Task Results_per_prompt_are_Csv_with_rewards_as_a_list_in_a_cell()
    {
        var stream = new MemoryStream();
        await PromptResultsExport.WriteCsvAsync(stream, TwoRuns(), TestContext.Current.CancellationToken);
        stream.Position = 0;

        var table = CsvTable.Read(stream, "export");

        Assert.Equal(PromptResultsExport.Columns, table.Columns);
        Assert.Equal(["'=a/b", "'=a/b", "c/d"], Enumerable.Range(0, 3).Select(row => table.Text(row, "model")));
        Assert.Equal(["[4,3,2.5,1]", "[]", "[1,2,0.1]"], Enumerable.Range(0, 3).Select(row => table.Text(row, "scores")));
        Assert.Equal([1.0, 0.25, null], Enumerable.Range(0, 3).Select(row => table.Number(row, "results")));
    }

    [Fact]
    public async Task Results_per_prompt_are_Json_with_the_same_names()
    {
        var stream = new MemoryStream();
        await PromptResultsExport.WriteJsonAsync(stream, TwoRuns(), TestContext.Current.CancellationToken);

        var rows = JsonNode.Parse(stream.ToArray())!.AsArray();

        Assert.Equal(PromptResultsExport.Columns, rows[2]!.AsObject().Select(member => member.Key));
        Assert.Equal("""{"model":"c/d","run_id":"r2","id":"tied:1","subset":"Ties","num_correct":2,"scores":[1,2,0.1],"results":null}""", rows[2]!.ToJsonString());
    }

    [Fact]
    public async Task An_export_holds_no_more_than_one_run_at_a_time_and_nothing_of_it_needs_to_seek()
    {
        using var target = new ResponseLike();
        await PromptResultsExport.WriteParquetAsync(target, Runs(), TestContext.Current.CancellationToken);

        Assert.Equal(3, (await ReadAsync<PromptLine>(new MemoryStream(target.ToArray()))).Count);

        async IAsyncEnumerable<IReadOnlyList<PromptResultRow>> Runs()
        {
            var sent = 0L;
            await foreach (var run in TwoRuns())
            {
                // By the time the next run is asked for, the one before has left.
                Assert.True(sent == 0 || target.Sent > sent);
                sent = Math.Max(1, target.Sent);
                yield return run;
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<PromptResultRow>> TwoRuns()
    {
        yield return [new("=a/b", "r1", "7", "Math", 1, [4, 3, 2.5, 1], 1), new("=a/b", "r1", "8", "Focus", 1, [], 0.25)];
        await Task.Yield();
        yield return [new("c/d", "r2", "tied:1", "Ties", 2, [1, 2, 0.1], null)];
    }

    // As a response of the server is: written to without waiting it throws, and it has no position.
    private sealed class ResponseLike : MemoryStream
    {
        public long Sent { get; private set; }

        public override bool CanSeek => false;

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sent += buffer.Length;
            base.Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
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
