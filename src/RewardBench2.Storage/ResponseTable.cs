using Dapper;

namespace RewardBench2.Storage;

/// <summary>Responses of a run's endpoint, so that a retry pays nothing twice. They go with their run, and with its end.</summary>
public sealed class ResponseTable(Database database)
{
    public async Task<string?> FindAsync(string runId, string key, CancellationToken cancellationToken)
    {
        const string sql = "SELECT response FROM response_cache WHERE run_id = @runId AND request_key = @key";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string?>(
            new CommandDefinition(sql, new { runId, key }, cancellationToken: cancellationToken));
    }

    public async Task StoreAsync(string runId, string key, string response, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO response_cache (run_id, request_key, response)
            VALUES (@runId, @key, @response)
            ON CONFLICT (run_id, request_key) DO NOTHING;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { runId, key, response }, cancellationToken: cancellationToken));
    }

    public async Task ForgetAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM response_cache WHERE run_id = @runId", new { runId }, cancellationToken: cancellationToken));
    }
}
