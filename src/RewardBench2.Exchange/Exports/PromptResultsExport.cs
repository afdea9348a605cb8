using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace RewardBench2.Exchange.Exports;

/// <summary>
/// Writes per-prompt results as CSV, JSON or Parquet: one row per run and prompt, named as in the official per-prompt
/// format. Rows come in batches, one run each, and no more than a batch is in memory.
/// </summary>
public static class PromptResultsExport
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The columns, in order. <c>scores</c> is a list with one reward per completion, chosen ones first.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["model", "run_id", "id", "subset", "num_correct", "scores", "results"];

    /// <summary>CSV as <see cref="LeaderboardExport.WriteCsv"/> writes it; <c>scores</c> is a JSON list in one cell.</summary>
    /// <param name="stream">Written to, stays open; need not be able to seek.</param>
    /// <param name="batches">The rows, in the order they are to have.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteCsvAsync(
        Stream stream, IAsyncEnumerable<IReadOnlyList<PromptResultRow>> batches, CancellationToken cancellationToken = default)
    {
        using var spool = new SpooledStream(stream);
        using (var csv = CsvWriter.Create(spool, LeaderboardExport.Csv, leaveOpen: true))
        {
            csv.WriteHeader([.. Columns]);
        }

        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            using (var csv = CsvWriter.Create(spool, LeaderboardExport.Csv, leaveOpen: true))
            {
                foreach (var row in batch)
                {
                    WriteFields(csv, row);
                }
            }

            await spool.DrainAsync(cancellationToken);
        }

        await spool.DrainAsync(cancellationToken);
    }

    /// <summary>JSON: a list of objects whose members are the columns; <c>results</c> of Ties is null.</summary>
    /// <inheritdoc cref="WriteCsvAsync"/>
    public static async Task WriteJsonAsync(
        Stream stream, IAsyncEnumerable<IReadOnlyList<PromptResultRow>> batches, CancellationToken cancellationToken = default)
    {
        await using var writer = new Utf8JsonWriter(stream, Json);
        writer.WriteStartArray();
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var row in batch)
            {
                WriteObject(writer, row);
            }

            await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>Parquet, one row group per batch.</summary>
    /// <inheritdoc cref="WriteCsvAsync"/>
    public static Task WriteParquetAsync(
        Stream stream, IAsyncEnumerable<IReadOnlyList<PromptResultRow>> batches, CancellationToken cancellationToken = default) =>
        ParquetExport.WritePromptResultsAsync(stream, batches, cancellationToken);

    private static void WriteFields(CsvWriter csv, PromptResultRow row)
    {
        csv.WriteField(row.Model);
        csv.WriteField(row.RunId);
        csv.WriteField(row.PromptId);
        csv.WriteField(row.Subset);
        csv.WriteField(row.ChosenCount);
        csv.WriteField($"[{string.Join(',', row.Rewards.Select(reward => reward.ToString("R", CultureInfo.InvariantCulture)))}]");
        csv.WriteField(row.Result);
        csv.EndRecord();
    }

    private static void WriteObject(Utf8JsonWriter writer, PromptResultRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("model", row.Model);
        writer.WriteString("run_id", row.RunId);
        writer.WriteString("id", row.PromptId);
        writer.WriteString("subset", row.Subset);
        writer.WriteNumber("num_correct", row.ChosenCount);
        writer.WriteStartArray("scores");
        foreach (var reward in row.Rewards)
        {
            writer.WriteNumberValue(reward);
        }

        writer.WriteEndArray();
        if (row.Result is { } result)
        {
            writer.WriteNumber("results", result);
        }
        else
        {
            writer.WriteNull("results");
        }

        writer.WriteEndObject();
    }
}

/// <summary>What one model made of one prompt, to be written out.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="RunId">The run that says so.</param>
/// <param name="PromptId">The prompt's id in its dataset.</param>
/// <param name="Subset">The subset's name.</param>
/// <param name="ChosenCount">How many completions are chosen; at least 1.</param>
/// <param name="Rewards">One per completion, chosen ones first; empty where only the result is known.</param>
/// <param name="Result">A fraction between 0 and 1; <c>null</c> for Ties.</param>
public sealed record PromptResultRow(
    string Model, string RunId, string PromptId, string Subset, int ChosenCount, IReadOnlyList<double> Rewards, double? Result);
