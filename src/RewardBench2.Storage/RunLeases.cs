using Dapper;

namespace RewardBench2.Storage;

/// <summary>Who works on which run. No clock is read: the holder increments a heartbeat, a watcher sees whether it moves.</summary>
public sealed class RunLeases(Database database, RunTable runs)
{
    /// <summary>Runs that have work, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingRun>> ReadWaitingAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT run_id, owner, fence, heartbeat, visitor, deaths, state, submission, submission_order,
                   check_report IS NOT NULL AS is_checked
            FROM run
            WHERE state IN ('queued', 'checking', 'running')
            ORDER BY created_at, submission_order, run_id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<WaitingRun>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Claims a run, unless it changed since it was seen.</summary>
    public async Task<RunLease?> ClaimAsync(WaitingRun seen, string owner, CancellationToken cancellationToken)
    {
        const string sql = """
            UPDATE run
            SET deaths = deaths + CASE WHEN owner IS NOT NULL AND owner <> @owner THEN 1 ELSE 0 END,
                owner = @owner, fence = fence + 1, heartbeat = heartbeat + 1
            WHERE run_id = @RunId
              AND fence = @Fence
              AND heartbeat = @Heartbeat
              AND state IN ('queued', 'checking', 'running')
            RETURNING fence, deaths;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        var claimed = await connection.QuerySingleOrDefaultAsync<ClaimedRun>(
            new CommandDefinition(sql, new { owner, seen.RunId, seen.Fence, seen.Heartbeat }, cancellationToken: cancellationToken));
        return claimed is null ? null : new RunLease(seen.RunId, owner, claimed.Fence) { Deaths = claimed.Deaths };
    }

    /// <summary>Shows that the holder is alive. False when the lease is lost.</summary>
    public async Task<bool> BeatAsync(RunLease lease, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE run SET heartbeat = heartbeat + 1 WHERE run_id = @RunId AND fence = @Fence";
        await using var connection = await database.OpenAsync(Database.WorkersLockWait, cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, lease, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Releases a run so that any worker can claim it at once: at shutdown, or between rounds.</summary>
    public async Task ReleaseAsync(RunLease lease, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE run SET owner = NULL, fence = fence + 1 WHERE run_id = @RunId AND fence = @Fence";
        await using var connection = await database.OpenAsync(Database.WorkersLockWait, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, lease, cancellationToken: cancellationToken));
    }

    /// <summary>Releases every run: for the one process that may use an SQLite file, right after it starts. Who held them died.</summary>
    public async Task ReleaseAllAsync(CancellationToken cancellationToken)
    {
        const string sql = "UPDATE run SET owner = NULL, fence = fence + 1, deaths = deaths + 1 WHERE owner IS NOT NULL";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    /// <summary>The holder moves its run to another state.</summary>
    /// <exception cref="LeaseLostException">The run was taken over, paused or cancelled meanwhile.</exception>
    public Task ChangeStateAsync(
        RunLease lease, RunTransition transition, string? reason, string cause, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var state = transition.To!;
                var parameters = new DynamicParameters(new
                {
                    lease.RunId,
                    lease.Fence,
                    state,
                    reason,
                    now,
                    ended = RunState.IsEnded(state),
                    active = RunState.IsActive(state),
                });
                var changed = await connection.ExecuteAsync(
                    $"""
                    UPDATE run
                    SET state = @state, reason = @reason, heartbeat = heartbeat + 1,
                        started_at = COALESCE(started_at, @now),
                        finished_at = CASE WHEN @ended THEN @now ELSE NULL END,
                        secret = CASE WHEN @ended THEN NULL ELSE secret END,
                        owner = CASE WHEN @active THEN owner ELSE NULL END
                    WHERE run_id = @RunId
                      AND fence = @Fence
                      AND state IN ({parameters.AddList("from", transition.From)});
                    """,
                    parameters,
                    transaction);
                if (changed == 0)
                {
                    throw new LeaseLostException(lease.RunId);
                }

                await runs.AddEventAsync(connection, transaction, lease.RunId, state, cause, RunParty.Worker);
            },
            cancellationToken);
}
