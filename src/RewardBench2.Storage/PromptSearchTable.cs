using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>Full-text search over prompts and their completions: FTS5 on SQLite, <c>tsvector</c> on PostgreSQL.</summary>
public sealed class PromptSearchTable(Database database)
{
    /// <summary>The prompts of any dataset, in no order, that meet an expression.</summary>
    public async Task<IReadOnlySet<long>> FindAsync(SearchExpression expression, CancellationToken cancellationToken)
    {
        var text = database.Engine.ToSearchText(expression);
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(
            new CommandDefinition(database.Engine.SearchSql, new { text }, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>Indexes the prompts of a dataset that was just stored.</summary>
    internal static Task FillAsync(Database database, DbConnection connection, DbTransaction transaction, long datasetId) =>
        connection.ExecuteAsync(database.Engine.IndexSql, new { datasetId }, transaction);
}
