using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace RewardBench2.Storage;

/// <summary>Copies of the SQLite database. PostgreSQL brings its own tools.</summary>
public static class SqliteBackup
{
    // What is not folded in yet stands in the write-ahead log.
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>Writes a consistent copy while others read and write.</summary>
    /// <exception cref="StorageException">It is not an SQLite database, there is none, or the file is there already.</exception>
    public static async Task WriteAsync(Database database, string path, CancellationToken cancellationToken)
    {
        var file = Sqlite(database);
        if (!System.IO.File.Exists(file))
        {
            throw new StorageException($"There is no database {file} to copy. Name it with ConnectionStrings:RewardBench.");
        }

        var target = Path.GetFullPath(path);
        if (System.IO.File.Exists(target))
        {
            throw new StorageException($"{target} is there already. Name a new file: back-ups are not overwritten.");
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(target)!);
        await using var connection = await database.OpenAsync(cancellationToken);
        PrivateFiles.Create(target);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("VACUUM INTO @target", new { target }, cancellationToken: cancellationToken));
        }
        catch
        {
            System.IO.File.Delete(target);
            throw;
        }
    }

    /// <summary>Replaces the database by a back-up. The old file is kept next to it.</summary>
    /// <returns>Where the former database is kept; <c>null</c> when there was none.</returns>
    /// <exception cref="StorageException">The back-up is damaged or no database of this site; nothing was changed.</exception>
    public static async Task<string?> RestoreAsync(Database database, string path, CancellationToken cancellationToken)
    {
        var file = Sqlite(database);
        await CheckAsync(path, cancellationToken);

        string? kept = null;
        if (System.IO.File.Exists(file))
        {
            kept = string.Create(CultureInfo.InvariantCulture, $"{file}.before-restore-{DateTimeOffset.UtcNow:yyyyMMddHHmmss}");
            foreach (var part in Parts.Where(part => System.IO.File.Exists(file + part)))
            {
                System.IO.File.Move(file + part, kept + part);
            }
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(file)!);
        PrivateFiles.Copy(path, file);
        return kept;
    }

    private static async Task CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new StorageException($"There is no file {path}. Give the path that 'backup' wrote.");
        }

        try
        {
            var readOnly = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            await using var connection = new SqliteConnection(readOnly.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            var damage = await connection.QueryFirstAsync<string>("PRAGMA integrity_check(1)");
            var runs = await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'prompt_score'");
            if (damage != "ok" || runs == 0)
            {
                throw new StorageException($"{path} is {(damage == "ok" ? "no database of this site" : $"damaged ({damage.ReplaceLineEndings(" ")})")}. Nothing was changed; choose another back-up.");
            }
        }
        catch (SqliteException refused)
        {
            throw new StorageException($"{path} is not an SQLite database, or it is damaged. Nothing was changed; choose another back-up.", refused);
        }
    }

    private static string Sqlite(Database database) =>
        database.File ?? throw new StorageException("Back-ups by command are for SQLite. For PostgreSQL use pg_dump and pg_restore.");
}
