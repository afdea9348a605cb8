using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Parquet;

/// <summary>Reads one leaf column and puts its values back into rows by their definition and repetition levels.</summary>
/// <remarks>Source of the rules: Melnik et al., "Dremel" (VLDB 2010), section 4; the Parquet format's "Nested encoding".</remarks>
internal static class ParquetColumn
{
    /// <returns>One entry per row: a value, a list of values, or <c>null</c>.</returns>
    public static async Task<IReadOnlyList<object?>> ReadAsync(
        ParquetRowGroupReader rowGroup, DataField field, CancellationToken cancellationToken)
    {
        using var column = await rowGroup.ReadRawColumnDataBaseAsync(field, cancellationToken);
        var count = checked((int)rowGroup.RowCount);
        var rows = field.MaxRepetitionLevel switch
        {
            0 => Flat(column, field, count),
            1 => Lists(column, field, count),
            _ => throw new NotSupportedException($"the column {field.Path} nests lists in lists"),
        };

        return rows.Count == count
            ? rows
            : throw new InvalidDataException($"the column {field.Path} has {rows.Count} rows of {count}");
    }

    private static List<object?> Flat(RawColumnData column, DataField field, int count)
    {
        var value = ValueAt(column);
        var rows = new List<object?>(count);
        if (field.MaxDefinitionLevel == 0)
        {
            for (var i = 0; i < count; i++)
            {
                rows.Add(value(i));
            }

            return rows;
        }

        // Only defined values are stored: the buffer holds leftovers behind them.
        var next = 0;
        foreach (var level in column.DefinitionLevels)
        {
            rows.Add(level == field.MaxDefinitionLevel ? value(next++) : null);
        }

        return rows;
    }

    private static List<object?> Lists(RawColumnData column, DataField field, int count)
    {
        var value = ValueAt(column);
        var rows = new List<object?>(count);
        var definitions = column.DefinitionLevels;
        var repetitions = column.RepetitionLevels;

        // From this level on there is an entry; one below stands for an empty list, and further below for none.
        var entryLevel = field.IsNullable ? field.MaxDefinitionLevel - 1 : field.MaxDefinitionLevel;
        List<object?>? list = null;
        var next = 0;
        for (var i = 0; i < definitions.Length; i++)
        {
            if (repetitions[i] == 0)
            {
                list = definitions[i] >= entryLevel - 1 ? [] : null;
                rows.Add(list);
            }

            if (definitions[i] >= entryLevel)
            {
                list?.Add(definitions[i] == field.MaxDefinitionLevel ? value(next++) : null);
            }
        }

        return rows;
    }

    private static Func<int, object?> ValueAt(RawColumnData column) => column switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => i => UnicodeText.WithoutNul(texts.Values[i].ToString()),
        RawColumnData<long> numbers => i => numbers.Values[i],
        RawColumnData<int> numbers => i => (long)numbers.Values[i],
        RawColumnData<short> numbers => i => (long)numbers.Values[i],
        RawColumnData<sbyte> numbers => i => (long)numbers.Values[i],
        RawColumnData<byte> numbers => i => (long)numbers.Values[i],
        RawColumnData<ushort> numbers => i => (long)numbers.Values[i],
        RawColumnData<uint> numbers => i => (long)numbers.Values[i],
        RawColumnData<ulong> numbers => i => checked((long)numbers.Values[i]),
        RawColumnData<double> numbers => i => numbers.Values[i],
        RawColumnData<float> numbers => i => (double)numbers.Values[i],
        RawColumnData<bool> flags => i => flags.Values[i],

        RawColumnData<decimal> numbers => i => numbers.Values[i] is var number && number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue ? (object)(long)number : (double)numbers.Values[i],
        RawColumnData<DateTime> moments => i => moments.Values[i].ToString("O", CultureInfo.InvariantCulture),

        // Such values stand in no column that a dataset needs; where one does, the message says of what type it is.
        _ => _ => new OtherValue(column.GetType().GenericTypeArguments.FirstOrDefault()?.Name ?? "another type"),
    };
}
