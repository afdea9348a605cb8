using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;

namespace RewardBench2.Storage;

/// <summary>SQLite: one file, served by one site.</summary>
internal sealed class Sqlite : IDatabaseEngine
{
    private const int CannotOpen = 14;

    private readonly string _connectionString;
    private readonly DbDataSource _source;

    /// <exception cref="ArgumentException">The connection string is not SQLite's, or names no file.</exception>
    public Sqlite(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, Mode = SqliteOpenMode.ReadWrite };
        if (builder.DataSource.Length == 0)
        {
            throw new ArgumentException("It names no file.");
        }

        File = builder.DataSource = Path.GetFullPath(builder.DataSource);
        _connectionString = builder.ConnectionString;
        _source = SqliteFactory.Instance.CreateDataSource(_connectionString);
    }

    public string File { get; }

    public string SchemaFolder => "sqlite";

    public string SearchSql => "SELECT rowid FROM prompt_search WHERE prompt_search MATCH @text";

    public string IndexSql => """
        INSERT INTO prompt_search (rowid, document)
        SELECT prompt.prompt_id,
               prompt.text || char(10) || COALESCE((SELECT GROUP_CONCAT(completion.text, char(10))
                                                    FROM completion
                                                    WHERE completion.prompt_id = prompt.prompt_id), '')
        FROM prompt
        WHERE dataset_id = @datasetId;
        """;

    /// <summary>What passes if one waits; <c>null</c> for anything else.</summary>
    public static string? DescribeTransient(Exception failed) => failed is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        5 or 6 => "the database is locked by another process",
        8 => "the database is read-only",
        10 => "the disk does not answer",
        13 => "the disk is full",
        CannotOpen => "the database is gone or cannot be opened",
        _ => null,
    };

    public async Task<DbConnection> OpenAsync(TimeSpan lockWait, CancellationToken cancellationToken)
    {
        // Connections of the pool would go on writing into a file that was moved or deleted.
        if (!System.IO.File.Exists(File))
        {
            throw new SqliteException($"The file {File} is gone.", CannotOpen);
        }

        var connection = (SqliteConnection)await _source.OpenConnectionAsync(cancellationToken);
        return await SetUpAsync(connection, lockWait);
    }

    public async Task<DbConnection> OpenForManyRowsAsync(CancellationToken cancellationToken)
    {
        // Not of the pool: the memory goes with the connection.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await SetUpAsync(connection, Database.LockWait);

            // A run touches a place in the index for each of its prompts. Pages that find no room are written once for every run.
            await connection.ExecuteAsync("PRAGMA cache_size = -32768");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task MigrateAsync(Action<UpgradeEngineBuilder> upgrade, CancellationToken cancellationToken)
    {
        try
        {
            await CreateFileAsync(cancellationToken);
            await CheckFileAsync(cancellationToken);
            upgrade(DeployChanges.To.SqliteDatabase(_connectionString));
        }
        catch (SqliteException refused)
        {
            throw new StorageException(Advice(refused), refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The database {File} cannot be created: {refused.Message} Make its folder writable, or name another with ConnectionStrings:RewardBench.",
                refused);
        }
    }

    public string ToSearchText(SearchExpression expression)
    {
        var all = string.Join(" AND ", expression.Required.Select(Any));
        return expression.Excluded.Count == 0 ? all : $"({all}) NOT {Any(expression.Excluded)}";

        static string Any(IEnumerable<SearchTerm> terms) => $"({string.Join(" OR ", terms.Select(Phrase))})";

        // Words hold letters and digits only, so quoting needs no escapes.
        static string Phrase(SearchTerm term) => $"\"{string.Join(' ', term.Words)}\"{(term.IsPrefix ? " *" : "")}";
    }

    public async ValueTask CloseAsync()
    {
        await _source.DisposeAsync();

        // Pooled connections would keep the file open, and its WAL from being folded in.
        await using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static async Task<SqliteConnection> SetUpAsync(SqliteConnection connection, TimeSpan lockWait)
    {
        connection.DefaultTimeout = (int)lockWait.TotalSeconds;

        // In WAL mode a killed process loses nothing at this level; only a power cut may lose the last moments. What is deleted, such as
        // an encrypted key or a response, is overwritten, so that no freed page keeps it.
        await connection.ExecuteAsync("PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
        return connection;
    }

    private async Task CreateFileAsync(CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(File)!);
        PrivateFiles.Create(File);
        var creating = new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        await using var connection = new SqliteConnection(creating.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        // Nothing is on the disk before the first write.
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
    }

    private async Task CheckFileAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(Database.LockWait, cancellationToken);
        var damage = await connection.QueryFirstAsync<string>("PRAGMA quick_check(1)");
        if (damage != "ok")
        {
            throw new StorageException(
                $"The database {File} is damaged ({damage.ReplaceLineEndings(" ")}). Stop here and restore a back-up; nothing was changed.");
        }
    }

    private string Advice(SqliteException refused) => refused.SqliteErrorCode switch
    {
        5 or 6 => $"The database {File} is in use by another process. Stop that one first, or name another file with ConnectionStrings:RewardBench.",
        8 => $"The database {File} is read-only. Make the file and its folder writable, or name another with ConnectionStrings:RewardBench.",
        11 or 26 => $"The file {File} is damaged or no SQLite database. Restore a back-up, or name another file; nothing was changed.",
        13 => $"The disk holding {File} is full. Free some space and start again.",
        CannotOpen => $"The database {File} cannot be opened. Make its folder exist and be writable, or name another with ConnectionStrings:RewardBench.",
        _ => $"The database {File} cannot be used: {refused.Message}",
    };
}
