using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>An empty database of one test's own, with its schema.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _folder;

    private TestDatabase(Database database, string connectionString, string? folder) =>
        (Database, ConnectionString, _folder) = (database, connectionString, folder);

    public Database Database { get; }

    public string ConnectionString { get; }

    public static Task<TestDatabase> SqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rewardbench2-").FullName;
        return OpenAsync($"Data Source={Path.Combine(folder, "test.db")}", folder);
    }

    public static async Task<TestDatabase> PostgresAsync(PostgresServer server) =>
        await OpenAsync(await server.NewDatabaseAsync(), folder: null);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<TestDatabase> OpenAsync(string connectionString, string? folder)
    {
        var database = Database.At(connectionString);
        await database.MigrateAsync(TestContext.Current.CancellationToken);
        return new TestDatabase(database, connectionString, folder);
    }
}
