using Dapper;

namespace RewardBench2.Storage;

/// <summary>Readers' doubts about prompts, and how they were settled.</summary>
public sealed class FlagTable(Database database, TimeProvider clock)
{
    private const string Select = """
        SELECT prompt_flag.flag_id, dataset.name AS dataset, prompt.id AS prompt, prompt.subset, prompt_flag.prompt_id,
               prompt_flag.reason, prompt_flag.comment, prompt_flag.state, prompt_flag.answer,
               prompt_flag.created_at, prompt_flag.settled_at
        FROM prompt_flag
        JOIN prompt ON prompt.prompt_id = prompt_flag.prompt_id
        JOIN dataset ON dataset.dataset_id = prompt.dataset_id
        """;

    /// <summary>Stores a flag, unless its visitor flagged the same prompt before or too many in the last hour.</summary>
    /// <returns>What stands against it; <c>null</c> when it was stored.</returns>
    public Task<FlagRefusal?> AddAsync(NewFlag flag, int mostPerHour, CancellationToken cancellationToken) =>
        database.InTransactionAsync<FlagRefusal?>(
            async (connection, transaction) =>
            {
                var now = clock.GetUtcNow();
                var (again, lately) = await connection.QuerySingleAsync<(long Again, long Lately)>(
                    """
                    SELECT COALESCE(SUM(CASE WHEN prompt_id = @PromptId AND state = 'open' THEN 1 ELSE 0 END), 0),
                           COALESCE(SUM(CASE WHEN created_at > @since THEN 1 ELSE 0 END), 0)
                    FROM prompt_flag
                    WHERE visitor = @Visitor;
                    """,
                    new { flag.PromptId, flag.Visitor, since = now.AddHours(-1) },
                    transaction);
                if (again > 0)
                {
                    return FlagRefusal.FlaggedBefore;
                }

                if (lately >= mostPerHour)
                {
                    return FlagRefusal.TooMany;
                }

                await connection.ExecuteAsync(
                    """
                    INSERT INTO prompt_flag (prompt_id, reason, comment, visitor, created_at)
                    VALUES (@PromptId, @Reason, @Comment, @Visitor, @now);
                    """,
                    new { flag.PromptId, flag.Reason, flag.Comment, flag.Visitor, now },
                    transaction);
                return null;
            },
            cancellationToken);

    /// <summary>Flags of a dataset (or of all) in a state (or in any), the newest first.</summary>
    public async Task<IReadOnlyList<FlagRow>> ReadAsync(string? dataset, string? state, CancellationToken cancellationToken)
    {
        const string sql = $"""
            {Select}
            WHERE (CAST(@dataset AS TEXT) IS NULL OR dataset.name = @dataset)
              AND (CAST(@state AS TEXT) IS NULL OR prompt_flag.state = @state)
            ORDER BY prompt_flag.created_at DESC, prompt_flag.flag_id DESC
            LIMIT 2000;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<FlagRow>(
            new CommandDefinition(sql, new { dataset, state }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Upholds or dismisses an open flag, with an answer for the public.</summary>
    /// <param name="state"><see cref="FlagState.Upheld"/> or <see cref="FlagState.Dismissed"/>.</param>
    /// <returns>False when there is no such open flag.</returns>
    public Task<bool> SettleAsync(long flagId, string state, string? answer, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    UPDATE prompt_flag
                    SET state = @state, answer = @answer, settled_at = @now
                    WHERE flag_id = @flagId
                      AND state = 'open';
                    """,
                    new { flagId, state, answer, now = clock.GetUtcNow() },
                    transaction);
                if (changed > 0)
                {
                    await Revision.BumpAsync(connection, transaction);
                }

                return changed > 0;
            },
            cancellationToken);
}

/// <summary>A flag about to be stored.</summary>
/// <param name="Reason">One of <see cref="FlagReason"/>.</param>
/// <param name="Visitor">Who flags, as far as limits need to tell visitors apart.</param>
public sealed record NewFlag(long PromptId, string Reason, string Comment, string Visitor);

/// <summary>Why a flag was not taken.</summary>
public enum FlagRefusal
{
    /// <summary>The same visitor's flag of the same prompt is open.</summary>
    FlaggedBefore,

    /// <summary>The visitor flagged too many prompts in the last hour.</summary>
    TooMany,
}

/// <summary>A flag as it is stored.</summary>
public sealed record FlagRow
{
    public required long FlagId { get; init; }
    public required string Dataset { get; init; }

    /// <summary>The prompt's id in its dataset.</summary>
    public required string Prompt { get; init; }
    public required string Subset { get; init; }
    public required long PromptId { get; init; }
    public required string Reason { get; init; }
    public required string Comment { get; init; }
    public required string State { get; init; }
    public required string? Answer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? SettledAt { get; init; }
}
