using Dapper;

namespace RewardBench2.Storage;

/// <summary>Whose a model's name is: that of whoever has its first public run, or of its publication.</summary>
public sealed class ModelNameTable(Database database)
{
    /// <summary>What stands under a name in public; <c>null</c> where nothing does, so that it is free.</summary>
    public async Task<NameClaim?> FindAsync(string model, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT run.run_id, run.account, run.created_at
            FROM run
            JOIN model ON model.model_id = run.model_id
            WHERE model.name_key = @key
              AND run.publication = 'public'
              AND run.state NOT IN ('failed', 'cancelled')
            ORDER BY run.created_at, run.run_id
            LIMIT 1;

            SELECT COUNT(*)
            FROM published_score
            JOIN model ON model.model_id = published_score.model_id
            WHERE model.name_key = @key;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { key = model.ToLowerInvariant() }, cancellationToken: cancellationToken));
        var first = await results.ReadFirstOrDefaultAsync<FirstRun>();
        var published = await results.ReadSingleAsync<long>();
        return first is null && published == 0 ? null : new NameClaim(first?.RunId, first?.Account, first?.CreatedAt, IsPublished: published > 0);
    }

    /// <summary>The account of whoever holds a manage token of a run of the model; <c>null</c> when nobody does.</summary>
    /// <param name="tokenHash">Of the manage token.</param>
    public async Task<string?> FindAccountAsync(string model, string tokenHash, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT run.account
            FROM run
            JOIN model ON model.model_id = run.model_id
            WHERE model.name_key = @key
              AND run.manage_token_hash = @tokenHash
            ORDER BY run.created_at
            LIMIT 1;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string?>(
            new CommandDefinition(sql, new { key = model.ToLowerInvariant(), tokenHash }, cancellationToken: cancellationToken));
    }

    /// <summary>The account a run was made under.</summary>
    public async Task<string?> FindAccountOfRunAsync(string runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string?>(
            new CommandDefinition("SELECT account FROM run WHERE run_id = @runId", new { runId }, cancellationToken: cancellationToken));
    }

    private sealed record FirstRun
    {
        public required string RunId { get; init; }
        public required string? Account { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}

/// <summary>What stands under a model's name in public.</summary>
/// <param name="RunId">The first public run; <c>null</c> where only published figures do.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="ClaimedAt">When it was submitted.</param>
/// <param name="IsPublished">There are figures that others published.</param>
public sealed record NameClaim(string? RunId, string? Account, DateTimeOffset? ClaimedAt, bool IsPublished);
