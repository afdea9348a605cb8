using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Exports;

/// <summary>Writes a leaderboard as a table that other programs read.</summary>
public static class LeaderboardExport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A spreadsheet runs a cell that starts with =, +, -, @, a tab or a carriage return; an apostrophe makes it text.
    internal static readonly CsvWriterOptions Csv = new() { Injection = CsvInjection.Escape };

    /// <summary>The columns of the CSV and Parquet tables, in order; the scores' names are those of the published results.</summary>
    public static IReadOnlyList<string> Columns(BenchmarkDefinition benchmark) => [.. ExportColumn.Of(benchmark).Select(column => column.Name)];

    /// <summary>
    /// CSV (RFC 4180, UTF-8): fractions as they are, empty where there is none. A text that a spreadsheet would run as a
    /// formula gets an apostrophe in front.
    /// </summary>
    public static void WriteCsv(Stream stream, BenchmarkDefinition benchmark, IEnumerable<ExportRow> rows)
    {
        var columns = ExportColumn.Of(benchmark);
        using var csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
        csv.WriteHeader([.. columns.Select(column => column.Name)]);
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                csv.WriteField(column.Value(row));
            }

            csv.EndRecord();
        }
    }

    /// <summary>JSON: <c>{"dataset","rows":[…]}</c>, rows as the API's <c>GET /leaderboard</c> has them.</summary>
    public static void WriteJson(Stream stream, string dataset, BenchmarkDefinition benchmark, IEnumerable<ExportRow> rows) =>
        JsonSerializer.Serialize(
            stream,
            new
            {
                Dataset = dataset,
                Rows = rows.Select(row => new
                {
                    row.Rank,
                    row.RankLow,
                    row.RankHigh,
                    row.Model,
                    row.ModelType,
                    row.Provenance,
                    row.RunId,
                    row.Source,
                    row.Average,
                    Subsets = benchmark.Subsets.Where(row.Subsets.ContainsKey).ToDictionary(subset => subset.Name, subset => row.Subsets[subset]),
                }),
            },
            Json);
}

/// <summary>One column of the exported leaderboard.</summary>
/// <param name="Name">Its name, as in the published results where those have it.</param>
/// <param name="Type"><see cref="string"/>, <see cref="int"/> or <see cref="double"/>.</param>
/// <param name="Value">The cell; <c>null</c> where there is none.</param>
internal sealed partial record ExportColumn(string Name, Type Type, Func<ExportRow, object?> Value)
{
    public static IReadOnlyList<ExportColumn> Of(BenchmarkDefinition benchmark) =>
    [
        new("rank", typeof(int), row => row.Rank),
        new("rank_low", typeof(int), row => row.RankLow),
        new("rank_high", typeof(int), row => row.RankHigh),
        new("model", typeof(string), row => row.Model),
        new("model_type", typeof(string), row => row.ModelType),
        new("provenance", typeof(string), row => row.Provenance),
        .. Estimate("average", row => row.Average),
        .. benchmark.Subsets.SelectMany(subset => Estimate(NameOf(subset), row => row.Subsets.GetValueOrDefault(subset))),
        new("run_id", typeof(string), row => row.RunId),
        new("source", typeof(string), row => row.Source),
    ];

    /// <summary>A subset's name as columns and metrics spell it, such as <c>precise_if</c>.</summary>
    public static string NameOf(Subset subset) => NotLetters().Replace(subset.Name.ToLowerInvariant(), "_").Trim('_');

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotLetters();

    private static IEnumerable<ExportColumn> Estimate(string name, Func<ExportRow, ExportEstimate?> estimate) =>
    [
        new(name, typeof(double), row => estimate(row)?.Score),
        new($"{name}_low", typeof(double), row => estimate(row)?.Low),
        new($"{name}_high", typeof(double), row => estimate(row)?.High),
    ];
}

/// <summary>One model of a leaderboard, to be written out.</summary>
public sealed record ExportRow
{
    /// <summary>By average, from 1; <c>null</c> without an average.</summary>
    public int? Rank { get; init; }

    /// <summary>The best rank that the intervals allow.</summary>
    public int? RankLow { get; init; }

    /// <summary>The worst rank that the intervals allow.</summary>
    public int? RankHigh { get; init; }

    public required string Model { get; init; }

    /// <summary>One of <see cref="Benchmark.ModelType.All"/>.</summary>
    public required string ModelType { get; init; }

    /// <summary><c>published</c>, <c>uploaded</c> or <c>run</c>.</summary>
    public required string Provenance { get; init; }

    /// <summary>The run the scores come from; <c>null</c> for published figures.</summary>
    public string? RunId { get; init; }

    /// <summary>When the scores were computed; <c>null</c> for published figures.</summary>
    public DateTimeOffset? EvaluatedAt { get; init; }

    /// <summary>The benchmark's average; <c>null</c> when a subset is absent.</summary>
    public ExportEstimate? Average { get; init; }

    /// <summary>Scores by subset; those absent were not scored.</summary>
    public required IReadOnlyDictionary<Subset, ExportEstimate> Subsets { get; init; }

    /// <summary>Where published figures come from, in words.</summary>
    public string? Source { get; init; }

    /// <summary>Whether anyone can have the model's weights; <c>false</c> for models behind an API only, <c>null</c> when unknown.</summary>
    public bool? HasOpenWeights { get; init; }
}

/// <summary>A score with its 95 % interval: fractions, Ties from -0.01 to 1.01.</summary>
/// <param name="Score">The score.</param>
/// <param name="Low">The interval's lower end; <c>null</c> where there is none.</param>
/// <param name="High">The interval's upper end; <c>null</c> where there is none.</param>
/// <param name="IsApproximate">The interval comes from the number of prompts alone, for want of per-prompt results.</param>
public sealed record ExportEstimate(double Score, double? Low, double? High, bool IsApproximate = false);
