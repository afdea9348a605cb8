using System.Globalization;
using CsvHelper;

namespace RewardBench2.Exchange.Files;

/// <summary>A table with named columns, such as a table of the paper.</summary>
/// <param name="Columns">The columns' names, in order, as the file spells them.</param>
/// <param name="Rows">The cells, as text, one per column.</param>
public sealed record CsvTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    /// <summary>Reads comma-separated values in UTF-8 with a line of names first.</summary>
    /// <param name="stream">The file; stays open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidFileException">It is not UTF-8, there is no line of names, or a row has another number of cells.</exception>
    public static CsvTable Read(Stream stream, string name)
    {
        using var csv = CsvReader.Create(new UnicodeTextStream(stream, name, isJson: false), Options);
        try
        {
            csv.ReadHeader();
            var columns = csv.Headers.ToArray();
            if (columns.Length == 0)
            {
                throw new InvalidFileException($"{name} is empty; its first line has to name the columns.");
            }

            var rows = new List<IReadOnlyList<string>>();
            while (csv.Read())
            {
                if (csv.FieldCount != columns.Length)
                {
                    throw new InvalidFileException($"{name}, line {csv.LineNumber}: {csv.FieldCount} cells under {columns.Length} columns; every row needs one per column.");
                }

                rows.Add([.. Enumerable.Range(0, columns.Length).Select(csv.GetString)]);
            }

            return new CsvTable(columns, rows);
        }
        catch (CsvFormatException exception)
        {
            throw new InvalidFileException($"{name}, line {exception.LineNumber} is not comma-separated values; check its quotation marks.", exception);
        }
    }

    /// <summary>Whether there is a column of that name, case ignored.</summary>
    public bool Has(string column) => IndexOf(column) >= 0;

    /// <summary>A cell's text.</summary>
    /// <exception cref="InvalidFileException">There is no such column.</exception>
    public string Text(int row, string column) =>
        IndexOf(column) is >= 0 and var index
            ? Rows[row][index]
            : throw new InvalidFileException($"The column {column} is missing; there are {string.Join(", ", Columns)}.");

    /// <summary>A cell's number; <c>null</c> where the cell is empty.</summary>
    /// <exception cref="InvalidFileException">There is no such column, or the cell holds something else.</exception>
    public double? Number(int row, string column)
    {
        var text = Text(row, column);
        return text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : throw new InvalidFileException($"Row {row + 1}, column {column}: {Excerpt.Quote(text)} is not a number.");
    }

    private int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
