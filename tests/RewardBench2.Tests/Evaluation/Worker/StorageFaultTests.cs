using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Npgsql;
using RewardBench2.Tests.Storage;
using RewardBench2.Tests.Web.Commands;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>The database locked, full, gone or read-only in the middle of a run: the run waits, says so, and loses nothing.</summary>
public sealed class StorageFaultTests : IAsyncLifetime
{
    private readonly SiteProgram _program = new();
    private CountingRewardServer _server = null!;
    private string _database = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await CountingRewardServer.StartAsync(holdAfter: 200);
        _database = Path.Combine(_program.Folder, "own", "rewardbench2.db");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _program.Dispose();
    }

    [Fact]
    public async Task A_lock_of_another_process_is_waited_for()
    {
        await using var other = new SqliteConnection($"Data Source={_database};Pooling=False");
        await WaitsOutAsync(
            $"Data Source={_database}",
            hamper: async () =>
            {
                await other.OpenAsync(Cancellation);
                await ExecuteAsync(other, "BEGIN IMMEDIATE");
            },
            "locked",
            mend: () => ExecuteAsync(other, "ROLLBACK"));
    }

    [Fact]
    public async Task A_file_that_is_moved_away_is_waited_for()
    {
        await WaitsOutAsync(
            $"Data Source={_database}",
            hamper: () => Move(_database, _database + ".away"),
            "gone",
            mend: () => Move(_database + ".away", _database));

        static Task Move(string from, string to)
        {
            File.Move(from, to);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Space_on_a_full_disk_is_waited_for()
    {
        await using var disk = await SmallDisk.MountAsync(Path.GetDirectoryName(_database)!, "size=48m");
        await WaitsOutAsync(
            $"Data Source={_database}",
            hamper: async () =>
            {
                // Folded in, the log has to grow again with the next write.
                await using var connection = new SqliteConnection($"Data Source={_database};Pooling=False");
                await connection.OpenAsync(Cancellation);
                await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
                await disk.FillAsync("ballast");
            },
            "full",
            mend: () =>
            {
                File.Delete(Path.Combine(disk.Folder, "ballast"));
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task A_server_that_is_down_is_waited_for()
    {
        await using var postgres = new PostgresServer();
        await WaitsOutAsync(await postgres.NewDatabaseAsync(), hamper: postgres.StopAsync, "cannot be reached", mend: postgres.StartAsync);
    }

    [Fact]
    public async Task A_server_that_is_read_only_is_waited_for()
    {
        await using var postgres = new PostgresServer();
        var connection = await postgres.NewDatabaseAsync();
        await WaitsOutAsync(connection, hamper: () => SetReadOnlyAsync("on"), "read-only", mend: () => SetReadOnlyAsync("off"));

        async Task SetReadOnlyAsync(string setting)
        {
            var name = new NpgsqlConnectionStringBuilder(connection).Database;
            await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres", Pooling = false }.ConnectionString);
            await server.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(
                $"ALTER DATABASE {name} SET default_transaction_read_only = {setting}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'", server);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    private async Task WaitsOutAsync(string connectionString, Func<Task> hamper, string trouble, Func<Task> mend)
    {
        using var site = new RunningSite(_program, "--ConnectionStrings:RewardBench", connectionString);
        var script = await site.ScriptAsync();
        var (runId, _) = await script.SubmitAsync(_server.Submission("acme/patient"));
        await using var live = new HubConnectionBuilder().WithUrl(new Uri(site.Address, "live")).Build();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        live.On<JsonElement>("Progress", progress =>
        {
            if (progress.GetProperty("reason").GetString()?.Contains(trouble, StringComparison.Ordinal) is true)
            {
                waits.TrySetResult();
            }
        });
        await live.StartAsync(Cancellation);
        await live.InvokeAsync("WatchRun", runId, Cancellation);
        await _server.Holds;

        await hamper();
        _server.Release();
        await waits.Task.WaitAsync(Cancellation);
        await mend();

        var run = await script.UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
        Assert.Null(run.GetProperty("reason").GetString());
        Assert.Equal(0, _server.AskedAgain);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
