using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using RewardBench2.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace RewardBench2.Tests.Storage;

/// <summary>
/// A PostgreSQL in a temporary folder, started when the first test asks for it. The test run shares one; a test that
/// stops or hampers its server makes one of its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _started;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"rewardbench2-postgres-{Environment.ProcessId}-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();

    public PostgresServer() => _started = new(CreateAsync);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>A new, empty database; skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        Assert.SkipWhen(Binaries() is null, "PostgreSQL is not installed (Debian's package postgresql).");
        var server = await _started.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"{server};Database=postgres");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return $"{server};Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            await StopAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Breaks every connection off, as a crash does.</summary>
    public async Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");
    }

    public Task StartAsync() => RunAsync(
        "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=200", "start");

    private async Task<string> CreateAsync()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
        {
            // The server refuses to run as root.
            await RunProcessAsync("chown", "postgres", _folder);
        }

        await RunAsync("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await StartAsync();
        return $"Host=127.0.0.1;Port={_port};Username=postgres;Include Error Detail=true";
    }

    private static Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries()!, program);
        return Environment.UserName == "root"
            ? RunProcessAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunProcessAsync(path, arguments);
    }

    private static async Task RunProcessAsync(string program, params string[] arguments)
    {
        // Output goes to no pipe: the server would inherit it and keep it open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
