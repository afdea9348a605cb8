using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>Stores runs that the site itself brings in from files, and knows the files again.</summary>
public sealed class ImportedRuns(Database database, RunTable runs, PromptScoreTable scores)
{
    /// <summary>Stores finished runs, all of them or none; a file that was imported before is left out.</summary>
    /// <returns>For each, whether it is new.</returns>
    public Task<IReadOnlyList<bool>> StoreAsync(IReadOnlyList<ImportedRun> imported, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteManyRowsAsync<IReadOnlyList<bool>>(
            async (connection, transaction) =>
            {
                var isNew = new bool[imported.Count];
                for (var i = 0; i < imported.Count; i++)
                {
                    var (run, lease, rewards, result) = imported[i];
                    isNew[i] = !await IsStoredAsync(connection, transaction, run.DatasetId, run.Model, run.ContentSha256!, cancellationToken);
                    if (isNew[i])
                    {
                        await runs.CreateAsync(connection, transaction, run);
                        await PromptScoreTable.InsertAsync(connection, transaction, lease, rewards, cancellationToken);
                        await scores.MarkFinishedAsync(connection, transaction, lease, result, now, cancellationToken);
                    }
                }

                return isNew;
            },
            cancellationToken);

    /// <summary>Whether a file with that content was imported before, even if its run has changed since.</summary>
    /// <remarks>Visitors' uploads and private runs do not count: nobody keeps an import out by handing the file in first.</remarks>
    /// <param name="model">The model that the file names; case is ignored.</param>
    /// <param name="contentSha256">Of the file, 64 lower-case hexadecimal digits.</param>
    public async Task<bool> HasAsync(long datasetId, string model, string contentSha256, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await IsStoredAsync(connection, transaction: null, datasetId, model, contentSha256, cancellationToken);
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

    private static async Task<bool> IsStoredAsync(
        DbConnection connection, DbTransaction? transaction, long datasetId, string model, string contentSha256, CancellationToken cancellationToken)
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

        return await connection.QuerySingleAsync<long>(new CommandDefinition(
            sql, new { datasetId, contentSha256, key = ModelTable.Key(model) }, transaction, cancellationToken: cancellationToken)) > 0;
    }
}

/// <summary>A run whose scores are all there from the start.</summary>
/// <param name="Run">Owned by the lease.</param>
/// <param name="Scores">One for each prompt that has one.</param>
public sealed record ImportedRun(NewRun Run, RunLease Lease, IReadOnlyCollection<NewPromptScore> Scores, RunResult Result);
