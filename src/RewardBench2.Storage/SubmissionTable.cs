using Dapper;

namespace RewardBench2.Storage;

/// <summary>Runs that were submitted together: one model on several datasets.</summary>
public sealed class SubmissionTable(Database database, RunTable runs, TimeProvider clock)
{
    /// <summary>Makes the runs of one submission, all or none.</summary>
    public Task CreateAsync(IReadOnlyList<NewRun> together, CancellationToken cancellationToken) => database.InTransactionAsync(
        async (connection, transaction) =>
        {
            foreach (var run in together)
            {
                await runs.CreateAsync(connection, transaction, run);
            }
        },
        cancellationToken);

    /// <summary>The runs of a submission, in its order; none when there is no such submission.</summary>
    public async Task<IReadOnlyList<RunRow>> ReadRunsAsync(string submission, CancellationToken cancellationToken)
    {
        const string sql = $"""
            {RunTable.SelectWhole}
            WHERE run.submission = @submission
            ORDER BY run.submission_order;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RunRow>(new CommandDefinition(sql, new { submission }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Stops those of a submission's runs that wait for the check of another one, which stopped.</summary>
    /// <param name="transition"><see cref="RunTransitions.Suspend"/> or <see cref="RunTransitions.Fail"/>, as the one that was checked.</param>
    /// <param name="except">The run that stopped, which its holder moves.</param>
    /// <returns>The ids of the runs that were stopped.</returns>
    public Task<IReadOnlyList<string>> StopWaitingAsync(
        string submission, string except, RunTransition transition, string reason, CancellationToken cancellationToken) =>
        database.InTransactionAsync<IReadOnlyList<string>>(
            async (connection, transaction) =>
            {
                var to = transition.To!;
                var stopped = (await connection.QueryAsync<string>(
                    """
                    UPDATE run
                    SET state = @to, reason = @reason, owner = NULL, fence = fence + 1,
                        finished_at = CASE WHEN @ended THEN @now ELSE NULL END,
                        secret = CASE WHEN @ended THEN NULL ELSE secret END
                    WHERE submission = @submission
                      AND run_id <> @except
                      AND state = 'queued'
                      AND check_report IS NULL
                    RETURNING run_id;
                    """,
                    new { submission, except, to, reason, ended = RunState.IsEnded(to), now = clock.GetUtcNow() },
                    transaction)).AsList();
                foreach (var runId in stopped)
                {
                    await runs.AddEventAsync(connection, transaction, runId, to, $"The check that it shares stopped: {reason}", RunParty.Worker);
                }

                return stopped;
            },
            cancellationToken);
}
