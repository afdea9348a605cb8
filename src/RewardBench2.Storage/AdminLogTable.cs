using Dapper;

namespace RewardBench2.Storage;

/// <summary>The log of what admins did. Rows are only ever added.</summary>
public sealed class AdminLogTable(Database database, TimeProvider clock)
{
    /// <summary>Writes an action into the log, then does it: a process that dies in between leaves a row without its action, never the reverse.</summary>
    /// <param name="work">Returns why not; <c>null</c> when it was done. A refusal gets a row of its own.</param>
    /// <param name="describe">A refusal as the log shows it.</param>
    /// <inheritdoc cref="AddAsync"/>
    /// <returns>What <paramref name="work"/> returned.</returns>
    public async Task<TRefusal?> DoAsync<TRefusal>(
        string actor, string action, string subject, string? detail, Func<Task<TRefusal?>> work, Func<TRefusal, string> describe)
        where TRefusal : class
    {
        await AddAsync(actor, action, subject, detail, CancellationToken.None);
        var refusal = await work();
        if (refusal is not null)
        {
            await AddAsync(actor, $"was refused: {action}", subject, describe(refusal), CancellationToken.None);
        }

        return refusal;
    }

    /// <param name="actor">Who did it: <c>admin</c>, or the name an identity provider vouches for.</param>
    /// <param name="action">A verb phrase, such as <c>approved a run</c>.</param>
    /// <param name="subject">What it was done to, such as a run's id or a model's name.</param>
    public async Task AddAsync(string actor, string action, string subject, string? detail, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO admin_log (at, actor, action, subject, detail)
            VALUES (@at, @actor, @action, @subject, @detail);
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            sql, new { at = clock.GetUtcNow(), actor, action, subject, detail }, cancellationToken: cancellationToken));
    }

    /// <summary>A part of the log, the newest first.</summary>
    public async Task<IReadOnlyList<AdminLogRow>> ReadAsync(int skip, int take, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT log_id, at, actor, action, subject, detail
            FROM admin_log
            ORDER BY log_id DESC
            LIMIT @take OFFSET @skip;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<AdminLogRow>(
            new CommandDefinition(sql, new { skip, take }, cancellationToken: cancellationToken))).AsList();
    }
}

/// <summary>One thing that an admin did.</summary>
public sealed record AdminLogRow
{
    public required long LogId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }
    public required string? Detail { get; init; }
}
