using Dapper;

namespace RewardBench2.Storage;

/// <summary>Knows again the files whose scores the site itself has brought in.</summary>
public sealed class ImportedRuns(Database database)
{
    /// <summary>Whether a file of that content was brought in before, whatever has become of its run since.</summary>
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
}
