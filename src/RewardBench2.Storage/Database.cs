using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RewardBench2.Storage;

/// <summary>The one door to the results database, SQLite or PostgreSQL.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>For a worker, which tells those who watch that it waits and then asks again.</summary>
    internal static readonly TimeSpan WorkersLockWait = TimeSpan.FromSeconds(1);

    /// <summary>A process that is frozen in the middle of a transaction would keep its run's rows from whoever takes the run over.</summary>
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(30);

    private readonly DbDataSource _source;

    static Database()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        UtcTimestamp.Register();
    }

    private Database(DatabaseKind kind, string connectionString, string? file)
    {
        Kind = kind;
        ConnectionString = connectionString;
        File = file;
        _source = kind == DatabaseKind.Sqlite
            ? SqliteFactory.Instance.CreateDataSource(connectionString)
            : NpgsqlDataSource.Create(connectionString);
    }

    public DatabaseKind Kind { get; }

    /// <summary>The SQLite file; <c>null</c> on PostgreSQL.</summary>
    public string? File { get; }

    internal string ConnectionString { get; }

    /// <summary>Makes the SQLite file where there is none.</summary>
    internal async Task CreateFileAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File!)!);
        var creating = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        await using var connection = new SqliteConnection(creating.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        // Nothing is on the disk before the first write.
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
    }

    /// <summary>Names a database without touching it: <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
    /// <exception cref="StorageException">The connection string is neither.</exception>
    public static Database At(string connectionString)
    {
        try
        {
            if (connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            {
                var postgres = new NpgsqlConnectionStringBuilder(connectionString);
                postgres.Options = $"{postgres.Options} -c idle_in_transaction_session_timeout={FrozenAfter.TotalMilliseconds}".TrimStart();
                return new Database(DatabaseKind.Postgres, postgres.ConnectionString, file: null);
            }

            var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, Mode = SqliteOpenMode.ReadWrite };
            if (builder.DataSource.Length == 0)
            {
                throw new ArgumentException("It names no file.");
            }

            builder.DataSource = Path.GetFullPath(builder.DataSource);
            return new Database(DatabaseKind.Sqlite, builder.ConnectionString, builder.DataSource);
        }
        catch (ArgumentException refused)
        {
            throw new StorageException(
                "ConnectionStrings:RewardBench is not understood. Write 'Data Source=FILE' for SQLite or 'Host=…;Database=…' for PostgreSQL.",
                refused);
        }
    }

    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => OpenAsync(LockWait, cancellationToken);

    /// <param name="lockWait">How long to wait for others who write; on SQLite only, in whole seconds.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async Task<DbConnection> OpenAsync(TimeSpan lockWait, CancellationToken cancellationToken)
    {
        // Connections of the pool would go on writing into a file that was moved or deleted.
        if (File is not null && !System.IO.File.Exists(File))
        {
            throw new SqliteException($"The file {File} is gone.", TransientError.CannotOpen);
        }

        var connection = await _source.OpenConnectionAsync(cancellationToken);
        if (connection is SqliteConnection sqlite)
        {
            sqlite.DefaultTimeout = (int)lockWait.TotalSeconds;

            // In WAL mode a killed process loses nothing at this level; only a power cut may lose the last moments.
            await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
        }

        return connection;
    }

    /// <summary>Runs statements that belong together: all of them take effect, or none.</summary>
    public Task<T> InTransactionAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, LockWait, cancellationToken);

    /// <inheritdoc cref="InTransactionAsync{T}(Func{DbConnection, DbTransaction, Task{T}}, CancellationToken)"/>
    /// <param name="lockWait">How long to wait for others who write; on SQLite only, in whole seconds.</param>
    public async Task<T> InTransactionAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, TimeSpan lockWait, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(lockWait, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc cref="InTransactionAsync{T}(Func{DbConnection, DbTransaction, Task{T}}, CancellationToken)"/>
    public Task InTransactionAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, LockWait, cancellationToken);

    /// <inheritdoc cref="InTransactionAsync{T}(Func{DbConnection, DbTransaction, Task{T}}, TimeSpan, CancellationToken)"/>
    public Task InTransactionAsync(Func<DbConnection, DbTransaction, Task> work, TimeSpan lockWait, CancellationToken cancellationToken) =>
        InTransactionAsync<object?>(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return null;
            },
            lockWait,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        if (Kind == DatabaseKind.Sqlite)
        {
            // Pooled connections would keep the file open, and its WAL from being folded in.
            await using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
    }
}
