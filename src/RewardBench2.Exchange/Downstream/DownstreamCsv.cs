using System.Globalization;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Downstream;

/// <summary>Downstream results as comma-separated values.</summary>
internal static class DownstreamCsv
{
    /// <exception cref="InvalidFileException">The content is not a table.</exception>
    public static List<SourceRow> Read(SourceFile source)
    {
        var table = CsvTable.Read(source.Content, source.Name);
        var twice = table.Columns.GroupBy(DownstreamRows.Key).FirstOrDefault(columns => columns.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidFileException($"{source.Name} names the column {Excerpt.Quote(twice.First())} twice; every column may stand there once.");
        }

        return
        [
            .. table.Rows.Select((cells, i) => new SourceRow(
                string.Create(CultureInfo.InvariantCulture, $"{source.Name}, row {i + 1}"),
                table.Columns
                    .Select((column, at) => (Key: DownstreamRows.Key(column), Text: cells[at].Trim()))
                    .ToDictionary(cell => cell.Key, cell => cell.Text.Length == 0 ? null : (object?)cell.Text))),
        ];
    }

    public static void Write(TextWriter writer, IEnumerable<DownstreamSet> sets)
    {
        writer.Write(string.Join(',', DownstreamFile.Columns));
        writer.Write('\n');
        foreach (var set in sets)
        {
            foreach (var result in set.Results)
            {
                IEnumerable<string?> cells =
                [
                    result.Model, result.Task, result.Method, result.N?.ToString(CultureInfo.InvariantCulture), Number(result.Score), "fraction",
                    result.Policy, result.Group, result.BaseModel, result.Settings,
                    .. DownstreamRows.BenchmarkColumns.Keys.Select(name => result.BenchmarkScores.TryGetValue(name, out var score) ? Number(score) : null),
                    set.Source, set.Url,
                ];
                writer.Write(string.Join(',', cells.Select(Quoted)));
                writer.Write('\n');
            }
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // A leading sign of a formula is what spreadsheets run; a quotation in front of it keeps it text.
    private static string Quoted(string? cell) =>
        cell is null ? string.Empty
        : cell.Length > 0 && cell[0] is '=' or '+' or '@' ? Quoted("'" + cell)
        : cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
