using Dapper;

namespace RewardBench2.Storage;

/// <summary>Who is signed in as an admin. A session is over when its row is gone, on every node at once.</summary>
public sealed class AdminSessionTable(Database database, TimeProvider clock)
{
    /// <param name="sessionHash">The hash of the session's secret.</param>
    /// <param name="actor">Who signed in, as the log names them.</param>
    public async Task AddAsync(string sessionHash, string actor, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM admin_session WHERE expires_at <= @now;

            INSERT INTO admin_session (session_hash, actor, expires_at)
            VALUES (@sessionHash, @actor, @expiresAt);
            """;

        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            sql, new { sessionHash, actor, now, expiresAt = now + lifetime }, cancellationToken: cancellationToken));
    }

    /// <summary>Who holds the session; <c>null</c> when it is over.</summary>
    public async Task<string?> FindActorAsync(string sessionHash, CancellationToken cancellationToken)
    {
        const string sql = "SELECT actor FROM admin_session WHERE session_hash = @sessionHash AND expires_at > @now";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(sql, new { sessionHash, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    public async Task RemoveAsync(string sessionHash, CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM admin_session WHERE session_hash = @sessionHash";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { sessionHash }, cancellationToken: cancellationToken));
    }
}
