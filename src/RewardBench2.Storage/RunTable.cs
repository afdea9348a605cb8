using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>Runs: created by submissions, controlled by their owners, read by pages.</summary>
public sealed class RunTable(Database database, TimeProvider clock)
{
    /// <summary>Every column of a <see cref="RunListing"/>; a WHERE clause follows.</summary>
    internal const string SelectListing = $"SELECT {Listed} {From}";

    private const string Listed = """
        run.run_id, run.model_id, model.name AS model, run.model_type, run.dataset_id, dataset.name AS dataset, dataset.kind AS dataset_kind,
        dataset.benchmark AS benchmark_name,
        run.provenance, run.backend_kind, run.state, run.reason, run.publication AS visibility, run.is_verified,
        run.prompts_total, run.prompts_scored, run.prompts_failed, run.average, run.average_low, run.average_high,
        run.created_at, run.started_at, run.finished_at, run.submission
        """;

    private const string From = """

        FROM run
        JOIN model ON model.model_id = run.model_id
        JOIN dataset ON dataset.dataset_id = run.dataset_id
        LEFT JOIN benchmark ON benchmark.name = dataset.benchmark

        """;

    /// <summary>Every column of a <see cref="RunRow"/>, some of which are long; a WHERE clause follows.</summary>
    internal const string SelectWhole =
        $"SELECT {Listed}, run.request, run.secret, run.protocol_card, run.join_report, run.manage_token_hash, run.visitor, run.meter, run.check_report, COALESCE(dataset.definition, benchmark.definition) AS benchmark_text {From}";

    // Of a request only the name of a baseline is shown there, and of the checks nothing.
    private const string SelectForModel = $"""
        SELECT {Listed}, CASE WHEN run.backend_kind = 'baseline' THEN run.request ELSE '' END AS request, CAST(NULL AS TEXT) AS secret,
               run.protocol_card, run.join_report, run.manage_token_hash, run.visitor, CAST(NULL AS TEXT) AS meter, CAST(NULL AS TEXT) AS check_report,
               COALESCE(dataset.definition, benchmark.definition) AS benchmark_text {From}
        """;

    public Task CreateAsync(NewRun run, CancellationToken cancellationToken) =>
        database.InTransactionAsync((connection, transaction) => CreateAsync(connection, transaction, run), cancellationToken);

    internal async Task CreateAsync(DbConnection connection, DbTransaction transaction, NewRun run)
    {
        var modelId = await ModelTable.EnsureAsync(connection, transaction, run.Model, run.ModelType);
        var parameters = new DynamicParameters(run);
        parameters.AddDynamicParams(new { modelId, state = RunState.Queued, verified = run.IsVerified ? 1 : 0 });
        await connection.ExecuteAsync(
            """
            INSERT INTO run (run_id, model_id, dataset_id, model_type, provenance, backend_kind, request, secret,
                             join_report, content_sha256, state, publication, manage_token_hash, account, is_verified, visitor, prompts_total, created_at, owner,
                             submission, submission_order)
            VALUES (@RunId, @modelId, @DatasetId, @ModelType, @Provenance, @BackendKind, @Request, @Secret,
                    @JoinReport, @ContentSha256, @state, @Visibility, @ManageTokenHash, COALESCE(@Account, @ManageTokenHash), @verified, @Visitor, @PromptsTotal, @CreatedAt, @Owner,
                    @Submission, @SubmissionOrder);
            """,
            parameters,
            transaction);
        await AddEventAsync(connection, transaction, run.RunId, RunState.Queued, cause: run.Note is null ? "Submitted" : $"Submitted. {run.Note}", actor: "owner");
    }

    public async Task<RunRow?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RunRow>(
            new CommandDefinition($"{SelectWhole} WHERE run.run_id = @runId", new { runId }, cancellationToken: cancellationToken));
    }

    /// <summary>Runs that anyone may see, in a state or in any, the newest first.</summary>
    public Task<IReadOnlyList<RunListing>> ReadAsync(string? state, int take, CancellationToken cancellationToken) =>
        ReadAsync(state, take, privateToo: false, cancellationToken);

    /// <summary>Runs in a state or in any, the newest first.</summary>
    public async Task<IReadOnlyList<RunListing>> ReadAsync(string? state, int take, bool privateToo, CancellationToken cancellationToken)
    {
        const string sql = $"""
            {SelectListing}
            WHERE (CAST(@state AS TEXT) IS NULL OR run.state = @state)
              AND (@privateToo OR run.publication <> 'private')
            ORDER BY run.created_at DESC, run.run_id
            LIMIT @take;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RunListing>(
            new CommandDefinition(sql, new { state, take, privateToo }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>A visitor's own runs, private ones too, the newest first.</summary>
    public async Task<IReadOnlyList<RunListing>> ReadOfVisitorAsync(string visitor, int take, CancellationToken cancellationToken)
    {
        const string sql = $"""
            {SelectListing}
            WHERE run.visitor = @visitor
            ORDER BY run.created_at DESC, run.run_id
            LIMIT @take;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RunListing>(
            new CommandDefinition(sql, new { visitor, take }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The runs of a model that anyone may see, the newest first, and how many there are of it at all.</summary>
    /// <param name="take">The most that are read; finished ones come before others.</param>
    public async Task<(IReadOnlyList<RunRow> Shown, int Hidden)> ReadOfModelAsync(long modelId, int take, CancellationToken cancellationToken)
    {
        // What waits for approval or was declined is not public; what was withdrawn leaves its mark.
        const string shown = "publication <> 'private' AND (state <> 'finished' OR publication IN ('public', 'withdrawn'))";
        const string sql = $"""
            {SelectForModel}
            WHERE run.model_id = @modelId
              AND run.run_id IN (
                SELECT run_id
                FROM run
                WHERE model_id = @modelId
                  AND {shown}
                ORDER BY CASE WHEN state = 'finished' THEN 0 ELSE 1 END, created_at DESC
                LIMIT @take)
            ORDER BY run.created_at DESC;

            SELECT COUNT(*)
            FROM run
            WHERE model_id = @modelId
              AND NOT ({shown});
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { modelId, take }, cancellationToken: cancellationToken));
        var runs = (await results.ReadAsync<RunRow>()).AsList();
        return (runs, await results.ReadSingleAsync<int>());
    }

    /// <summary>What a visitor has under way, and when those of their runs that finished since a moment did so.</summary>
    public async Task<(int UnderWay, IReadOnlyList<DateTimeOffset> Finished)> ReadOfVisitorAsync(
        string visitor, DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT COUNT(*)
            FROM run
            WHERE visitor = @visitor
              AND state IN ('queued', 'checking', 'running', 'paused');

            SELECT finished_at
            FROM run
            WHERE visitor = @visitor
              AND state = 'finished'
              AND finished_at > @since
            ORDER BY finished_at;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { visitor, since }, cancellationToken: cancellationToken));
        var underWay = await results.ReadSingleAsync<int>();
        return (underWay, (await results.ReadAsync<DateTimeOffset>()).AsList());
    }

    /// <summary>How many runs a visitor made since a moment, whatever became of them.</summary>
    public async Task<int> CountOfVisitorAsync(string visitor, DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string sql = "SELECT COUNT(*) FROM run WHERE visitor = @visitor AND created_at > @since";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(new CommandDefinition(sql, new { visitor, since }, cancellationToken: cancellationToken));
    }

    /// <summary>Deletes runs that failed or were cancelled before a moment, with all that they have stored.</summary>
    /// <returns>How many were deleted; a full batch means that there may be more.</returns>
    public async Task<int> PruneAsync(DateTimeOffset endedBefore, int take, CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM run
            WHERE run_id IN (
              SELECT run_id
              FROM run
              WHERE state IN ('failed', 'cancelled')
                AND finished_at < @endedBefore
              ORDER BY finished_at
              LIMIT @take);
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, new { endedBefore, take }, cancellationToken: cancellationToken));
    }

    /// <summary>Puts a run that has ended without its scores back into the queue, without its failed prompts, as it is asked for now.</summary>
    /// <param name="request">To run anyway, perhaps.</param>
    /// <param name="secret">The key, given again and concealed.</param>
    /// <returns>False when the run is neither failed nor cancelled (any more): someone else was faster.</returns>
    public Task<bool> RetryAsync(string runId, string request, string? secret, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var parameters = new DynamicParameters(new { runId, request, secret });
                var changed = await connection.ExecuteAsync(
                    $"""
                    UPDATE run
                    SET state = 'queued', reason = NULL, finished_at = NULL, owner = NULL, fence = fence + 1,
                        prompts_failed = 0, request = @request, secret = @secret, deaths = CASE WHEN deaths > 2 THEN 2 ELSE deaths END
                    WHERE run_id = @runId
                      AND state IN ({parameters.AddList("from", RunTransitions.Retry.From)});
                    """,
                    parameters,
                    transaction);
                if (changed == 0)
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    """
                    DELETE FROM judgement
                    WHERE run_id = @runId
                      AND prompt_id IN (SELECT prompt_id FROM prompt_score WHERE run_id = @runId AND error IS NOT NULL);
                    DELETE FROM prompt_score
                    WHERE run_id = @runId
                      AND error IS NOT NULL;
                    """,
                    new { runId },
                    transaction);
                await AddEventAsync(connection, transaction, runId, RunState.Queued, cause: "Retried", actor);
                return true;
            },
            cancellationToken);

    /// <summary>Keeps what a run's endpoint is and how it was driven.</summary>
    public async Task KeepAsync(RunLease lease, string? protocolCard, string? checkReport, string? meter, CancellationToken cancellationToken)
    {
        const string sql = """
            UPDATE run
            SET protocol_card = COALESCE(CAST(@protocolCard AS TEXT), protocol_card),
                check_report = COALESCE(CAST(@checkReport AS TEXT), check_report),
                meter = COALESCE(CAST(@meter AS TEXT), meter)
            WHERE run_id = @RunId
              AND fence = @Fence;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            sql, new { protocolCard, checkReport, meter, lease.RunId, lease.Fence }, cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<RunEvent>> ReadEventsAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = "SELECT run_id, at, state, cause, actor FROM run_event WHERE run_id = @runId ORDER BY event_id";
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RunEvent>(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Moves a run on, if its state allows it, and takes it from its worker, whose next write is then refused.</summary>
    /// <returns>False when its state does not allow it (any more): someone else was faster.</returns>
    public Task<bool> ChangeStateAsync(
        string runId, RunTransition transition, string? reason, string cause, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var to = transition.To!;
                var parameters = new DynamicParameters(new { runId, to, reason, ended = RunState.IsEnded(to), now = clock.GetUtcNow() });
                var changed = await connection.ExecuteAsync(
                    $"""
                    UPDATE run
                    SET state = @to, reason = @reason, owner = NULL, fence = fence + 1,
                        secret = CASE WHEN @ended THEN NULL ELSE secret END,
                        finished_at = CASE WHEN @ended THEN @now ELSE NULL END
                    WHERE run_id = @runId
                      AND state IN ({parameters.AddList("from", transition.From)});
                    """,
                    parameters,
                    transaction);
                if (changed > 0)
                {
                    await AddEventAsync(connection, transaction, runId, to, cause, actor);
                }

                return changed > 0;
            },
            cancellationToken);

    /// <summary>Deletes a run and all it has stored.</summary>
    public Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var parameters = new DynamicParameters(new { runId });
                var ended = parameters.AddList("ended", RunTransitions.Delete.From);
                var deleted = await connection.ExecuteAsync(
                    $"DELETE FROM run WHERE run_id = @runId AND state IN ({ended})", parameters, transaction);
                await Revision.BumpAsync(connection, transaction);
                return deleted > 0;
            },
            cancellationToken);

    internal Task AddEventAsync(
        DbConnection connection, DbTransaction transaction, string runId, string state, string cause, string actor) =>
        connection.ExecuteAsync(
            """
            INSERT INTO run_event (run_id, at, state, cause, actor)
            VALUES (@runId, @at, @state, @cause, @actor);
            """,
            new { runId, at = clock.GetUtcNow(), state, cause, actor },
            transaction);
}
