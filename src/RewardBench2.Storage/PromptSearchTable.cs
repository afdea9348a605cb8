using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>Full-text search over prompts and their completions: FTS5 on SQLite, <c>tsvector</c> on PostgreSQL.</summary>
public sealed class PromptSearchTable(Database database)
{
    /// <summary>The prompts of any dataset, in no order, that meet an expression.</summary>
    public async Task<IReadOnlySet<long>> FindAsync(SearchExpression expression, CancellationToken cancellationToken)
    {
        var (sql, text) = database.Kind == DatabaseKind.Sqlite
            ? ("SELECT rowid FROM prompt_search WHERE prompt_search MATCH @text", expression.ToSqlite())
            : ("SELECT prompt_id FROM prompt_search WHERE document @@ to_tsquery('simple', @text)", expression.ToPostgres());

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(
            new CommandDefinition(sql, new { text }, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>Indexes the prompts of a dataset that was just stored.</summary>
    internal static Task FillAsync(Database database, DbConnection connection, DbTransaction transaction, long datasetId)
    {
        const string sqlite = """
            INSERT INTO prompt_search (rowid, document)
            SELECT prompt.prompt_id,
                   prompt.text || char(10) || COALESCE((SELECT GROUP_CONCAT(completion.text, char(10))
                                                        FROM completion
                                                        WHERE completion.prompt_id = prompt.prompt_id), '')
            FROM prompt
            WHERE dataset_id = @datasetId;
            """;

        // As in the schema: punctuation goes first, and a tsvector holds at most a megabyte.
        const string postgres = """
            INSERT INTO prompt_search (prompt_id, document)
            SELECT prompt.prompt_id,
                   to_tsvector('simple', regexp_replace(
                     LEFT(prompt.text || chr(10) || COALESCE((SELECT STRING_AGG(completion.text, chr(10))
                                                              FROM completion
                                                              WHERE completion.prompt_id = prompt.prompt_id), ''), 200000),
                     '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u2000-\u206F\u3000-\u303F]+', ' ', 'g'))
            FROM prompt
            WHERE dataset_id = @datasetId;
            """;

        return connection.ExecuteAsync(database.Kind == DatabaseKind.Sqlite ? sqlite : postgres, new { datasetId }, transaction);
    }
}
