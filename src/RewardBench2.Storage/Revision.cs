using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>A number that grows whenever what the public pages show changes, so that every node knows when to read anew.</summary>
public sealed class Revision(Database database)
{
    public async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<long>(
            new CommandDefinition("SELECT value FROM revision WHERE name = 'board'", cancellationToken: cancellationToken));
    }

    internal static Task BumpAsync(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("UPDATE revision SET value = value + 1 WHERE name = 'board'", transaction: transaction);
}
