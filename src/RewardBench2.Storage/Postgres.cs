using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using DbUp;
using DbUp.Builder;
using Npgsql;

namespace RewardBench2.Storage;

/// <summary>PostgreSQL: a server that several sites share.</summary>
internal sealed class Postgres : IDatabaseEngine
{
    /// <summary>Any number that nothing else locks by; two nodes starting at once take turns.</summary>
    private const long MigrationLock = 0x5245_5741_5244;

    /// <summary>A process that is frozen in the middle of a transaction would lock its run's rows against the next holder.</summary>
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(10);

    private readonly string _connectionString;
    private readonly NpgsqlDataSource _source;

    /// <exception cref="ArgumentException">The connection string is not PostgreSQL's.</exception>
    public Postgres(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c idle_in_transaction_session_timeout={FrozenAfter.TotalMilliseconds}".TrimStart();
        _connectionString = builder.ConnectionString;
        _source = NpgsqlDataSource.Create(_connectionString);
    }

    public string? File => null;

    public string SchemaFolder => "postgres";

    public string SearchSql => "SELECT prompt_id FROM prompt_search WHERE document @@ to_tsquery('simple', @text)";

    // As in the schema: punctuation goes first, and a tsvector holds at most a megabyte.
    public string IndexSql => """
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

    /// <summary>Whether the connection string names a server.</summary>
    public static bool IsNamedBy(string connectionString) => connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>What passes if one waits; <c>null</c> for anything else.</summary>
    public static string? DescribeTransient(Exception failed) => failed switch
    {
        PostgresException { IsTransient: true } => "the database server asks to wait",
        PostgresException { SqlState: "25P03" } => "the database server gave this worker up while it seemed dead",
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53100" or "25006" } => "the database server is stopping, full or read-only",
        PostgresException => null,
        NpgsqlException => "the database server cannot be reached",
        DbException { InnerException: SocketException } => "the database server cannot be reached",
        _ => null,
    };

    // Statements of PostgreSQL have their own timeout, so there is no lock wait to set.
    public async Task<DbConnection> OpenAsync(TimeSpan lockWait, CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public Task<DbConnection> OpenForManyRowsAsync(CancellationToken cancellationToken) => OpenAsync(Database.LockWait, cancellationToken);

    public async Task MigrateAsync(Action<UpgradeEngineBuilder> upgrade, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock });
            upgrade(DeployChanges.To.PostgresqlDatabase(_connectionString));
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
        catch (NpgsqlException refused)
        {
            throw new StorageException(
                $"PostgreSQL does not answer as ConnectionStrings:RewardBench says: {refused.Message}. Check host, database, user and password.",
                refused);
        }
    }

    public string ToSearchText(SearchExpression expression)
    {
        return string.Join(
            " & ",
            [
                .. expression.Required.Select(group => $"({string.Join(" | ", group.Select(Phrase))})"),
                .. expression.Excluded.Select(term => $"!{Phrase(term)}"),
            ]);

        // Words hold letters and digits only, so quoting needs no escapes.
        static string Phrase(SearchTerm term) => $"({string.Join(" <-> ", term.Words.Select(word => $"'{word}'"))}{(term.IsPrefix ? ":*" : "")})";
    }

    public ValueTask CloseAsync() => _source.DisposeAsync();
}
