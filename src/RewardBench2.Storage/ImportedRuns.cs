using Dapper;

namespace RewardBench2.Storage;

/// <summary>Knows again the files whose scores the site itself has brought in.</summary>
public sealed class ImportedRuns(Database database)
{
    /// <summary>Whether a file with that content was imported before, even if its run has changed since.</summary>
    /// <remarks>Visitors' uploads and private runs do not count: nobody keeps an import out by handing the file in first.</remarks>
    /// <param name="model">The model that the file names; case is ignored.</param>
    /// <param name="contentSha256">Of the file, 64 lower-case hexadecimal digits.</param>
    public async Task<bool> HasAsync(long datasetId, string model, string contentSha256, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT COUNT(*)
            FROM run
            JOIN model ON model.model_id = run.model_id
            WHERE run.dataset_id = @datasetId
              AND run.content_sha256 = @contentSha256
              AND model.name_key = @key
              AND run.visitor IS NULL
              AND run.publication <> 'private';
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<long>(new CommandDefinition(
            sql, new { datasetId, contentSha256, key = ModelTable.Key(model) }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>The content of every file that was imported into a dataset, as <see cref="HasAsync"/> counts them.</summary>
    /// <returns>SHA-256 sums, 64 lower-case hexadecimal digits each.</returns>
    public async Task<IReadOnlySet<string>> ReadHashesAsync(long datasetId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT DISTINCT content_sha256
            FROM run
            WHERE dataset_id = @datasetId
              AND content_sha256 IS NOT NULL
              AND visitor IS NULL
              AND publication <> 'private';
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(sql, new { datasetId }, cancellationToken: cancellationToken))).ToHashSet();
    }
}
