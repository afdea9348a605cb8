using System.Runtime.Versioning;
using System.Text;
using Dapper;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>Who may read the database's files, and what its freed pages still say.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("rewardbench2-").FullName, "data");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "rb2.db");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task Database_log_back_up_and_restored_file_are_their_users_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var backup = Path.Combine(_folder, "backups", "one.db");
        await using (var database = await OpenAsync())
        {
            await SqliteBackup.WriteAsync(database, backup, Cancellation);
            Assert.All(Directory.EnumerateFiles(_folder), file => Assert.Equal(Owner, Mode(file)));
        }

        Assert.Equal(Owner, Mode(backup));
        Assert.Equal(Owner | UnixFileMode.UserExecute, Mode(_folder));
        Assert.Equal(Owner | UnixFileMode.UserExecute, Mode(Path.GetDirectoryName(backup)!));

        await using var other = Database.At($"Data Source={File}");
        await SqliteBackup.RestoreAsync(other, backup, Cancellation);
        Assert.Equal(Owner, Mode(File));
    }

    [Fact]
    public async Task A_file_that_everybody_may_read_is_closed_to_others_at_the_next_start_and_to_its_group_it_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using (await OpenAsync())
        {
            // Made.
        }

        SetMode(Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var again = await OpenAsync();
        Assert.Equal(Owner | UnixFileMode.GroupRead, Mode(File));
    }

    [Fact]
    public async Task What_was_deleted_stands_in_no_freed_page()
    {
        const string secret = "an-encrypted-key-of-a-visitor";
        await using (var database = await OpenAsync())
        {
            await using var connection = await database.OpenAsync(Cancellation);
            for (var row = 0; row < 50; row++)
            {
                await connection.ExecuteAsync("INSERT INTO setting (name, value) VALUES (@row, @secret)", new { row = $"{row}", secret = string.Concat(Enumerable.Repeat(secret, 100)) });
            }

            await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            await connection.ExecuteAsync("DELETE FROM setting");
            await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(File, Cancellation)), StringComparison.Ordinal);
    }

    private async Task<Database> OpenAsync()
    {
        var database = Database.At($"Data Source={File}");
        await database.MigrateAsync(Cancellation);
        return database;
    }

    private static UnixFileMode Mode(string path) => System.IO.File.GetUnixFileMode(path);

    private void SetMode(UnixFileMode mode) => System.IO.File.SetUnixFileMode(File, mode);
}
