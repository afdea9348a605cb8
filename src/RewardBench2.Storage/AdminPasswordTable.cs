using Dapper;

namespace RewardBench2.Storage;

/// <summary>The admin's password as a hash, shared by every node.</summary>
public sealed class AdminPasswordTable(Database database)
{
    public async Task<AdminPassword?> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT hash, origin, set_at FROM admin_password WHERE name = 'admin'";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<AdminPassword>(
            new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    /// <summary>Sets the password unless another node has changed it since it was read; every session ends then.</summary>
    /// <param name="seen">The hash that was read; <c>null</c> where there was none.</param>
    /// <returns>False when another node was faster.</returns>
    public Task<bool> ReplaceAsync(string? seen, AdminPassword password, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    INSERT INTO admin_password (name, hash, origin, set_at)
                    VALUES ('admin', @Hash, @Origin, @SetAt)
                    ON CONFLICT (name) DO UPDATE
                    SET hash = excluded.hash, origin = excluded.origin, set_at = excluded.set_at
                    WHERE admin_password.hash = @seen;
                    """,
                    new { password.Hash, password.Origin, password.SetAt, seen },
                    transaction);
                if (changed > 0)
                {
                    await connection.ExecuteAsync("DELETE FROM admin_session", transaction: transaction);
                }

                return changed > 0;
            },
            cancellationToken);
}

/// <summary>The admin's password as it is stored.</summary>
public sealed record AdminPassword
{
    public required string Hash { get; init; }

    /// <summary><c>configured</c> or <c>made up</c>.</summary>
    public required string Origin { get; init; }
    public required DateTimeOffset SetAt { get; init; }
}
