using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>The one door to the results database, SQLite or PostgreSQL.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>For a worker, which tells those who watch that it waits and then asks again.</summary>
    internal static readonly TimeSpan WorkersLockWait = TimeSpan.FromSeconds(1);

    internal static readonly TimeSpan LockWait = TimeSpan.FromSeconds(30);

    static Database()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        UtcTimestamp.Register();
        StoredText.Register();
    }

    private Database(IDatabaseEngine engine) => Engine = engine;

    /// <summary>The file that only one site may serve; <c>null</c> where several share a server.</summary>
    public string? File => Engine.File;

    internal IDatabaseEngine Engine { get; }

    /// <summary>Names a database without touching it: <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
    /// <exception cref="StorageException">The connection string is neither.</exception>
    public static Database At(string connectionString)
    {
        try
        {
            return new Database(Postgres.IsNamedBy(connectionString) ? new Postgres(connectionString) : new Sqlite(connectionString));
        }
        catch (ArgumentException refused)
        {
            throw new StorageException(
                "ConnectionStrings:RewardBench is not understood. Write 'Data Source=FILE' for SQLite or 'Host=…;Database=…' for PostgreSQL.",
                refused);
        }
    }

    /// <summary>Brings the schema up to date, creating the database where there is none.</summary>
    /// <exception cref="StorageException">The file or server cannot be opened or written, or a script fails.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken) =>
        Engine.MigrateAsync(builder => Migrations.Apply(builder, Engine.SchemaFolder), cancellationToken);

    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => OpenAsync(LockWait, cancellationToken);

    /// <param name="lockWait">How long to wait for others who write; on SQLite only, in whole seconds.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public Task<DbConnection> OpenAsync(TimeSpan lockWait, CancellationToken cancellationToken) => Engine.OpenAsync(lockWait, cancellationToken);

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
        return await InTransactionAsync(connection, work, cancellationToken);
    }

    /// <summary>Runs statements that write many rows in many places: all of them take effect, or none.</summary>
    internal async Task<T> WriteManyRowsAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await Engine.OpenForManyRowsAsync(cancellationToken);
        return await InTransactionAsync(connection, work, cancellationToken);
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

    public ValueTask DisposeAsync() => Engine.CloseAsync();

    private static async Task<T> InTransactionAsync<T>(
        DbConnection connection, Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
