using System.Data.Common;
using System.Text;

namespace RewardBench2.Storage;

/// <summary>Writes many rows with few statements: the same multi-row INSERT on both databases.</summary>
internal static class BulkInsert
{
    // SQLite's driver looks every parameter up by its name, one after the other: many in one statement cost their square.
    private const int ParametersPerStatement = 200;

    /// <param name="into">Table and columns, such as <c>completion (prompt_id, position)</c>; never from input.</param>
    /// <param name="rows">One array of values a row, as many as there are columns.</param>
    /// <param name="conflict">What to do with rows already there, such as <c>ON CONFLICT DO NOTHING</c>.</param>
    public static async Task ExecuteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string into,
        IEnumerable<object?[]> rows,
        CancellationToken cancellationToken,
        string conflict = "")
    {
        var rowsPerStatement = Math.Max(1, ParametersPerStatement / (into.Count(letter => letter == ',') + 1));
        DbCommand? full = null;
        try
        {
            foreach (var chunk in rows.Chunk(rowsPerStatement))
            {
                var command = chunk.Length == rowsPerStatement ? full : null;
                if (command is null)
                {
                    command = Prepare(connection, transaction, into, conflict, chunk.Length, chunk[0].Length);
                    if (chunk.Length == rowsPerStatement)
                    {
                        full = command;
                    }
                }

                Fill(command, chunk);
                await command.ExecuteNonQueryAsync(cancellationToken);
                if (command != full)
                {
                    await command.DisposeAsync();
                }
            }
        }
        finally
        {
            if (full is not null)
            {
                await full.DisposeAsync();
            }
        }
    }

    private static DbCommand Prepare(
        DbConnection connection, DbTransaction transaction, string into, string conflict, int rows, int columns)
    {
        var sql = new StringBuilder("INSERT INTO ").Append(into).Append(" VALUES ");
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ",(");
            for (var column = 0; column < columns; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{(row * columns) + column}";
                command.Parameters.Add(parameter);
                sql.Append(column == 0 ? "" : ",").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        command.CommandText = sql.Append(' ').Append(conflict).ToString();
        return command;
    }

    private static void Fill(DbCommand command, object?[][] rows)
    {
        var next = 0;
        foreach (var value in rows.SelectMany(row => row))
        {
            command.Parameters[next++].Value = StoredText.Clean(value) ?? DBNull.Value;
        }
    }
}
