using Dapper;

namespace RewardBench2.Storage;

/// <summary>Responses of a run's endpoint, so that a retry pays nothing twice. They go when it is finished (see <see cref="PromptScoreTable.FinishAsync"/>), or with their run.</summary>
public sealed class ResponseTable(Database database)
{
    public async Task<string?> FindAsync(string runId, string key, CancellationToken cancellationToken)
    {
        const string sql = "SELECT response FROM response_cache WHERE run_id = @runId AND request_key = @key";
        await using var connection = await database.OpenAsync(Database.WorkersLockWait, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string?>(
            new CommandDefinition(sql, new { runId, key }, cancellationToken: cancellationToken));
    }

    /// <summary>The keys of all responses a run has.</summary>
    public async Task<IReadOnlySet<string>> ReadKeysAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = "SELECT request_key FROM response_cache WHERE run_id = @runId";
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>Stores responses for a worker; one that is there already is left as it is.</summary>
    public Task StoreAsync(string runId, IReadOnlyList<(string Key, string Response)> responses, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            (connection, transaction) => BulkInsert.ExecuteAsync(
                connection,
                transaction,
                "response_cache (run_id, request_key, response)",
                responses.Select(response => new object?[] { runId, response.Key, response.Response }),
                cancellationToken,
                conflict: "ON CONFLICT (run_id, request_key) DO NOTHING"),
            Database.WorkersLockWait,
            cancellationToken);
}
