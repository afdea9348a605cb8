using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RewardBench2.Storage;

/// <summary>Brings the database's schema up to date, creating it where there is none.</summary>
public static class Migrations
{
    /// <summary>Any number that nothing else locks by; two nodes starting at once take turns.</summary>
    private const long MigrationLock = 0x5245_5741_5244;

    /// <exception cref="StorageException">The file or server cannot be opened or written, or a script fails.</exception>
    public static async Task MigrateAsync(this Database database, CancellationToken cancellationToken)
    {
        try
        {
            if (database.Kind == DatabaseKind.Sqlite)
            {
                await PrepareSqliteAsync(database, cancellationToken);
                Upgrade(DeployChanges.To.SqliteDatabase(database.ConnectionString), folder: "sqlite");
                return;
            }

            await using var connection = await database.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock });
            Upgrade(DeployChanges.To.PostgresqlDatabase(database.ConnectionString), folder: "postgres");
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
        catch (SqliteException refused)
        {
            throw new StorageException(SqliteAdvice(database.File!, refused), refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The database {database.File} cannot be created: {refused.Message} Make its folder writable, or name another with ConnectionStrings:RewardBench.",
                refused);
        }
        catch (NpgsqlException refused)
        {
            throw new StorageException(
                $"PostgreSQL does not answer as ConnectionStrings:RewardBench says: {refused.Message}. Check host, database, user and password.",
                refused);
        }
    }

    private static async Task PrepareSqliteAsync(Database database, CancellationToken cancellationToken)
    {
        await database.CreateFileAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        var damage = await connection.QueryFirstAsync<string>("PRAGMA quick_check(1)");
        if (damage != "ok")
        {
            throw new StorageException(
                $"The database {database.File} is damaged ({damage.ReplaceLineEndings(" ")}). Stop here and restore a back-up; nothing was changed.");
        }
    }

    private static void Upgrade(UpgradeEngineBuilder builder, string folder)
    {
        var result = builder
            .WithScriptsEmbeddedInAssembly(
                Assembly.GetExecutingAssembly(),
                script => script.Contains($".Schema.{folder}.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error is SqliteException or NpgsqlException
                ? result.Error
                : new StorageException($"The schema cannot be brought up to date: {result.Error.Message}", result.Error);
        }
    }

    private static string SqliteAdvice(string file, SqliteException refused) => refused.SqliteErrorCode switch
    {
        5 or 6 => $"The database {file} is in use by another process. Stop that one first, or name another file with ConnectionStrings:RewardBench.",
        8 => $"The database {file} is read-only. Make the file and its folder writable, or name another with ConnectionStrings:RewardBench.",
        11 or 26 => $"The file {file} is damaged or no SQLite database. Restore a back-up, or name another file; nothing was changed.",
        13 => $"The disk holding {file} is full. Free some space and start again.",
        14 => $"The database {file} cannot be opened. Make its folder exist and be writable, or name another with ConnectionStrings:RewardBench.",
        _ => $"The database {file} cannot be used: {refused.Message}",
    };
}
