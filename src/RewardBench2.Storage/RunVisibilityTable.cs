using Dapper;

namespace RewardBench2.Storage;

/// <summary>Who may see runs: asked for by owners, decided by admins.</summary>
public sealed class RunVisibilityTable(Database database, RunTable runs)
{
    /// <summary>Changes who may see a run, if it stands as the caller saw it, and puts the change in its timeline.</summary>
    /// <param name="seen">The run as the caller read it; its state and visibility must still hold.</param>
    /// <param name="to">One of <see cref="RunVisibility"/>.</param>
    /// <returns>False when the run has changed since: someone else was faster.</returns>
    public Task<bool> MoveAsync(RunListing seen, string to, string cause, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    UPDATE run
                    SET publication = @to,
                        is_verified = CASE WHEN @to = 'public' AND @actor = 'admin' THEN 1 WHEN @to = 'public' THEN is_verified ELSE 0 END
                    WHERE run_id = @RunId
                      AND state = @State
                      AND publication = @Visibility;
                    """,
                    new { seen.RunId, seen.State, seen.Visibility, to, actor },
                    transaction);
                if (changed > 0)
                {
                    await runs.AddEventAsync(connection, transaction, seen.RunId, seen.State, cause, actor);
                    await Revision.BumpAsync(connection, transaction);
                }

                return changed > 0;
            },
            cancellationToken);

    /// <summary>Changes who may see a run, however it stands, and puts the change in its timeline.</summary>
    public Task PublishAsync(string runId, string visibility, string cause, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var state = await connection.QuerySingleAsync<string>(
                    "UPDATE run SET publication = @visibility WHERE run_id = @runId RETURNING state",
                    new { runId, visibility },
                    transaction);
                await runs.AddEventAsync(connection, transaction, runId, state, cause, actor);
                await Revision.BumpAsync(connection, transaction);
            },
            cancellationToken);

    /// <summary>Finished runs that wait for an admin's decision, the longest waiting first.</summary>
    public async Task<IReadOnlyList<RunListing>> ReadWaitingAsync(CancellationToken cancellationToken)
    {
        const string sql = $"""
            {RunTable.SelectListing}
            WHERE run.state = 'finished'
              AND run.publication = 'requested'
            ORDER BY run.finished_at, run.run_id
            LIMIT 200;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RunListing>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }
}
