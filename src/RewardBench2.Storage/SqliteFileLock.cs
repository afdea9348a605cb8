namespace RewardBench2.Storage;

/// <summary>Keeps a second site from serving the same SQLite file: two workers on one file would score everything twice.</summary>
/// <remarks>Commands such as an import take no lock: SQLite itself lets them take turns with the site.</remarks>
public sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream? _file;

    private SqliteFileLock(FileStream? file) => _file = file;

    /// <exception cref="StorageException">Another process serves the same file.</exception>
    public static SqliteFileLock Take(Database database)
    {
        if (database.File is null)
        {
            return new SqliteFileLock(file: null);
        }

        try
        {
            return new SqliteFileLock(new FileStream(
                database.File + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException refused)
        {
            throw new StorageException(
                $"Another process serves the database {database.File}. Stop that one, give this one a file of its own with ConnectionStrings:RewardBench, or use PostgreSQL for several nodes.",
                refused);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StorageException(
                $"The folder of the database {database.File} is read-only. Make it writable, or name another with ConnectionStrings:RewardBench.",
                refused);
        }
    }

    public void Dispose() => _file?.Dispose();
}
