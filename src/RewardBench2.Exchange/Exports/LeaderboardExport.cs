using System.Text.Encodings.Web;
using System.Text.Json;
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
    public static IReadOnlyList<string> Columns { get; } = [.. ExportColumn.All.Select(column => column.Name)];

    /// <summary>
    /// CSV (RFC 4180, UTF-8): fractions as they are, empty where there is none. A text that a spreadsheet would run as a
    /// formula gets an apostrophe in front.
    /// </summary>
    public static void WriteCsv(Stream stream, IEnumerable<ExportRow> rows)
    {
        using var csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
        csv.WriteHeader([.. Columns]);
        foreach (var row in rows)
        {
            foreach (var column in ExportColumn.All)
            {
                csv.WriteField(column.Value(row));
            }

            csv.EndRecord();
        }
    }

    /// <summary>JSON: <c>{"dataset","rows":[…]}</c>, rows as the API's <c>GET /leaderboard</c> has them.</summary>
    public static void WriteJson(Stream stream, string dataset, IEnumerable<ExportRow> rows) =>
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
                    Subsets = Subsets.All.Where(row.Subsets.ContainsKey).ToDictionary(subset => subset.Name(), subset => row.Subsets[subset]),
                }),
            },
            Json);
}
