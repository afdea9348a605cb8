using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Parquet;

/// <summary>Reads rows from Parquet, as any writer nests its lists and structs.</summary>
internal static class ParquetRows
{
    // Some writers leave out the annotation that makes bytes a text.
    private static readonly ParquetOptions Options = new() { TreatByteArrayAsString = true };

    /// <exception cref="InvalidFileException">The file is cut off or damaged.</exception>
    public static async IAsyncEnumerable<SourceRow> ReadAsync(
        SourceFile source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await GuardAsync(
            source, async () => await ParquetReader.CreateAsync(source.Content, Options, leaveStreamOpen: true, cancellationToken));
        var number = 0;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var columns = await GuardAsync(source, () => ReadGroupAsync(reader, group, cancellationToken));
            var rows = columns.Count == 0 ? 0 : columns.Max(column => column.Values.Count);
            for (var i = 0; i < rows; i++)
            {
                number++;
                yield return new SourceRow($"{source.Name}, row {number}", Row(columns, i));
            }
        }
    }

    private static async Task<List<(string[] Path, IReadOnlyList<object?> Values)>> ReadGroupAsync(
        ParquetReader reader, int group, CancellationToken cancellationToken)
    {
        using var rowGroup = reader.OpenRowGroupReader(group);
        var columns = new List<(string[], IReadOnlyList<object?>)>();
        foreach (var field in reader.Schema.Fields)
        {
            await AddAsync([field.Name], field);
        }

        return columns;

        async Task AddAsync(string[] path, Field field)
        {
            switch (field)
            {
                case DataField leaf:
                    columns.Add((path, await ParquetColumn.ReadAsync(rowGroup, leaf, cancellationToken)));
                    break;
                case ListField { Item: DataField item }:
                    columns.Add((path, await ParquetColumn.ReadAsync(rowGroup, item, cancellationToken)));
                    break;
                case StructField nested:
                    foreach (var child in nested.Fields)
                    {
                        await AddAsync([.. path, child.Name], child);
                    }

                    break;
                default:
                    // Maps and lists of lists occur in no dataset; a column of such a shape is not looked at.
                    break;
            }
        }
    }

    private static Dictionary<string, object?> Row(List<(string[] Path, IReadOnlyList<object?> Values)> columns, int index)
    {
        var row = new Dictionary<string, object?>(columns.Count);
        foreach (var (path, values) in columns)
        {
            var parent = row;
            foreach (var name in path[..^1])
            {
                if (!parent.TryGetValue(name, out var child) || child is not Dictionary<string, object?> fields)
                {
                    parent[name] = fields = [];
                }

                parent = fields;
            }

            parent[path[^1]] = values[index];
        }

        return row;
    }

    // The library answers damage with whatever exception its decoders run into (index, overflow, end of stream, …).
    private static async Task<T> GuardAsync<T>(SourceFile source, Func<Task<T>> readAsync)
    {
        try
        {
            return await readAsync();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or InvalidFileException))
        {
            throw new InvalidFileException(
                $"{source.Name} starts like a Parquet file but cannot be read: it is cut off or damaged ({exception.Message}); fetch it again.", exception);
        }
    }
}
