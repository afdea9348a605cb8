using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RewardBench2.Storage;

/// <summary>The one door to the results database, SQLite or PostgreSQL.</summary>
public sealed class Database : IAsyncDisposable
{
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

    /// <summary>Names a database without touching it: <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
    /// <exception cref="StorageException">The connection string is neither.</exception>
    public static Database At(string connectionString)
    {
        try
        {
            if (connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            {
                return new Database(DatabaseKind.Postgres, new NpgsqlConnectionStringBuilder(connectionString).ConnectionString, file: null);
            }

            var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 };
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

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        if (Kind == DatabaseKind.Sqlite)
        {
            // In WAL mode a killed process loses nothing at this level; only a power cut may lose the last moments.
            await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
        }

        return connection;
    }

    /// <summary>Runs statements that belong together: all of them take effect, or none.</summary>
    public async Task<T> InTransactionAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public Task InTransactionAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        InTransactionAsync<object?>(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return null;
            },
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
