using Parquet;
using Parquet.Schema;
using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Exports;

/// <summary>Writes tables as Parquet.</summary>
public static class ParquetExport
{
    /// <summary>The leaderboard, columns as <see cref="LeaderboardExport.Columns"/> names them; absent values are null.</summary>
    /// <param name="stream">Written to, stays open; need not be able to seek.</param>
    /// <param name="benchmark">What was scored.</param>
    /// <param name="rows">The rows, in the order they are to have.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task WriteLeaderboardAsync(
        Stream stream, BenchmarkDefinition benchmark, IReadOnlyList<ExportRow> rows, CancellationToken cancellationToken = default)
    {
        var columns = ExportColumn.Of(benchmark);
        var fields = columns.Select(column => new DataField(column.Name, column.Type, isNullable: true)).ToArray();
        return WriteAsync(stream, new ParquetSchema(fields), new[] { (Func<ParquetRowGroupWriter, Task>)WriteRowsAsync }.ToAsyncEnumerable(), cancellationToken);

        async Task WriteRowsAsync(ParquetRowGroupWriter group)
        {
            foreach (var (field, column) in fields.Zip(columns))
            {
                var cells = rows.Select(column.Value);
                await (column.Type == typeof(string) ? WriteTextsAsync(group, field, cells.Cast<string?>())
                    : column.Type == typeof(int) ? group.WriteAsync<int>(field, cells.Cast<int?>().ToArray(), cancellationToken: cancellationToken)
                    : group.WriteAsync<double>(field, cells.Cast<double?>().ToArray(), cancellationToken: cancellationToken));
            }
        }
    }

    /// <summary>Per-prompt results, columns as <see cref="PromptResultsExport.Columns"/>, one row group per batch.</summary>
    internal static Task WritePromptResultsAsync(
        Stream stream, IAsyncEnumerable<IReadOnlyList<PromptResultRow>> batches, CancellationToken cancellationToken)
    {
        var model = new DataField("model", typeof(string), isNullable: true);
        var run = new DataField("run_id", typeof(string), isNullable: true);
        var id = new DataField("id", typeof(string), isNullable: true);
        var subset = new DataField("subset", typeof(string), isNullable: true);
        var chosen = new DataField("num_correct", typeof(int), isNullable: true);
        var reward = new DataField("element", typeof(double), isNullable: true);
        var results = new DataField("results", typeof(double), isNullable: true);
        var schema = new ParquetSchema(model, run, id, subset, chosen, new ListField("scores", reward), results);
        return WriteAsync(stream, schema, batches.Select(rows => (Func<ParquetRowGroupWriter, Task>)(async group =>
        {
            await WriteTextsAsync(group, model, rows.Select(row => row.Model));
            await WriteTextsAsync(group, run, rows.Select(row => row.RunId));
            await WriteTextsAsync(group, id, rows.Select(row => row.PromptId));
            await WriteTextsAsync(group, subset, rows.Select(row => row.Subset));
            await group.WriteAsync<int>(chosen, rows.Select(row => (int?)row.ChosenCount).ToArray(), cancellationToken: cancellationToken);
            await WriteListsAsync(group, reward, rows, cancellationToken);
            await group.WriteAsync<double>(results, rows.Select(row => row.Result).ToArray(), cancellationToken: cancellationToken);
        })), cancellationToken);
    }

    private static Task WriteTextsAsync(ParquetRowGroupWriter group, DataField field, IEnumerable<string?> texts) =>
        group.WriteAsync(field, (IReadOnlyCollection<string>)texts.ToList()!);

    // A row without rewards is an empty list: one level below that of an entry.
    private static Task WriteListsAsync(
        ParquetRowGroupWriter group, DataField element, IReadOnlyList<PromptResultRow> rows, CancellationToken cancellationToken)
    {
        var values = new List<double>();
        var definitions = new List<int>();
        var repetitions = new List<int>();
        foreach (var row in rows)
        {
            for (var i = 0; i < Math.Max(1, row.Rewards.Count); i++)
            {
                repetitions.Add(i == 0 ? 0 : 1);
                definitions.Add(row.Rewards.Count == 0 ? element.MaxDefinitionLevel - 2 : element.MaxDefinitionLevel);
            }

            values.AddRange(row.Rewards);
        }

        return group.WriteAllPartsAsync<double>(element, values.ToArray(), definitions.ToArray(), repetitions.ToArray(), cancellationToken);
    }

    // The library asks the stream for its position, which a response has not got.
    private static async Task WriteAsync(
        Stream stream, ParquetSchema schema, IAsyncEnumerable<Func<ParquetRowGroupWriter, Task>> groups, CancellationToken cancellationToken)
    {
        using var spool = new SpooledStream(stream);
        await using (var writer = await ParquetWriter.CreateAsync(schema, spool, cancellationToken: cancellationToken))
        {
            await foreach (var write in groups.WithCancellation(cancellationToken))
            {
                using (var group = writer.CreateRowGroup())
                {
                    await write(group);
                }

                await spool.DrainAsync(cancellationToken);
            }
        }

        await spool.DrainAsync(cancellationToken);
    }
}
