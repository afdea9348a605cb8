using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>What reward models achieved downstream, by source.</summary>
public sealed class DownstreamTable(Database database)
{
    /// <summary>Stores an operator's results, which need no review; those of the same title are replaced when they differ.</summary>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> ImportAsync(NewDownstreamSource source, IReadOnlyCollection<DownstreamRow> rows, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var present = await connection.QuerySingleOrDefaultAsync<string>(
                    "SELECT revision FROM downstream_source WHERE title = @Title AND provenance = 'published'", source, transaction);
                if (present == source.Revision)
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    "DELETE FROM downstream_source WHERE title = @Title AND provenance = 'published'", source, transaction);
                await InsertAsync(connection, transaction, source, DownstreamProvenance.Published, isReviewed: true, rows, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>Stores a visitor's results, to be reviewed.</summary>
    /// <returns>The new source's number; <c>null</c> when the same results of the same title are here already.</returns>
    public Task<long?> SubmitAsync(NewDownstreamSource source, IReadOnlyCollection<DownstreamRow> rows, CancellationToken cancellationToken) =>
        database.InTransactionAsync<long?>(
            async (connection, transaction) =>
            {
                var present = await connection.QuerySingleAsync<int>(
                    "SELECT COUNT(*) FROM downstream_source WHERE title = @Title AND revision = @Revision", source, transaction);
                return present > 0
                    ? null
                    : await InsertAsync(connection, transaction, source, DownstreamProvenance.Submitted, isReviewed: false, rows, cancellationToken);
            },
            cancellationToken);

    /// <summary>An admin's decision on what a visitor handed in: approved results count, declined ones are deleted.</summary>
    /// <returns>False when there is nothing of that number to decide on.</returns>
    public Task<bool> ReviewAsync(long sourceId, bool isApproved, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var sql = isApproved
                    ? "UPDATE downstream_source SET is_reviewed = @isApproved WHERE source_id = @sourceId AND provenance = 'submitted'"
                    : "DELETE FROM downstream_source WHERE source_id = @sourceId AND provenance = 'submitted'";
                var decided = await connection.ExecuteAsync(sql, new { sourceId, isApproved }, transaction);
                await Revision.BumpAsync(connection, transaction);
                return decided > 0;
            },
            cancellationToken);

    /// <summary>Every source: those brought in first, then those handed in, the oldest first.</summary>
    public async Task<IReadOnlyList<DownstreamSource>> ReadSourcesAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT source_id, title, url, provenance, is_reviewed, revision, added_at,
                   (SELECT COUNT(*)
                    FROM downstream_result
                    WHERE downstream_result.source_id = downstream_source.source_id) AS results
            FROM downstream_source
            ORDER BY provenance, source_id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<DownstreamSource>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Results that count, or results that wait for review, in the order of sources and then of their files.</summary>
    /// <param name="take">The most rows that are read.</param>
    public async Task<IReadOnlyList<DownstreamRow>> ReadAsync(bool isReviewed, int take, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT downstream_result.source_id, model, task, method, n, score, policy, source_group, base_model, settings, stated_scores
            FROM downstream_result
            JOIN downstream_source ON downstream_source.source_id = downstream_result.source_id
            WHERE is_reviewed = @isReviewed
            ORDER BY provenance, downstream_result.source_id, position
            LIMIT @take;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<DownstreamRow>(
            new CommandDefinition(sql, new { isReviewed, take }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many rows wait for review: a visitor's, and everybody's.</summary>
    public async Task<(int Own, int All)> CountUnreviewedAsync(string? visitor, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT COUNT(*)
            FROM downstream_result
            JOIN downstream_source ON downstream_source.source_id = downstream_result.source_id
            WHERE is_reviewed = @isReviewed
              AND (CAST(@visitor AS TEXT) IS NULL OR visitor = @visitor);
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await CountAsync(visitor), await CountAsync(null));

        Task<int> CountAsync(string? of) => connection.QuerySingleAsync<int>(
            new CommandDefinition(sql, new { isReviewed = false, visitor = of }, cancellationToken: cancellationToken));
    }

    private static async Task<long> InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        NewDownstreamSource source,
        string provenance,
        bool isReviewed,
        IReadOnlyCollection<DownstreamRow> rows,
        CancellationToken cancellationToken)
    {
        var sourceId = await connection.QuerySingleAsync<long>(
            """
            INSERT INTO downstream_source (title, url, provenance, is_reviewed, revision, added_at, visitor)
            VALUES (@Title, @Url, @provenance, @isReviewed, @Revision, @AddedAt, @Visitor)
            RETURNING source_id;
            """,
            new { source.Title, source.Url, provenance, isReviewed, source.Revision, source.AddedAt, source.Visitor },
            transaction);
        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "downstream_result (source_id, position, model, task, method, n, score, policy, source_group, base_model, settings, stated_scores)",
            rows.Select((row, position) => new object?[]
            {
                sourceId, position, row.Model, row.Task, row.Method, row.N, row.Score, row.Policy, row.SourceGroup, row.BaseModel, row.Settings, row.StatedScores,
            }),
            cancellationToken);
        await Revision.BumpAsync(connection, transaction);
        return sourceId;
    }
}
