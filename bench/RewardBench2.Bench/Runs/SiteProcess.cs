using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Storage;

namespace RewardBench2.Bench.Runs;

/// <summary>The built site in a process of its own, on a database that holds a made-up dataset of the official size.</summary>
internal sealed class SiteProcess : IDisposable
{
    private readonly Process _process;

    private SiteProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    /// <summary>Makes the database ready; the site itself is not needed for that.</summary>
    /// <param name="folder">For an SQLite file.</param>
    /// <param name="postgres">The connection string of an empty PostgreSQL database instead.</param>
    public static async Task<string> NewDatabaseAsync(DirectoryInfo folder, string? postgres = null)
    {
        var connection = postgres ?? $"Data Source={Path.Combine(folder.FullName, "rewardbench2.db")}";
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(connection).BuildServiceProvider();
        await services.GetRequiredService<Database>().MigrateAsync(default);
        await ExplorerData.AddPromptsAsync(services);
        return connection;
    }

    /// <summary>Starts it, and waits until it serves.</summary>
    public static async Task<SiteProcess> StartAsync(string connectionString)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "RewardBench2.Web.dll"),
            "--urls", "http://127.0.0.1:0",
            "--ConnectionStrings:RewardBench", connectionString,
            "--Evaluation:AllowPrivateEndpoints", "true"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("Now listening on: ") is [_, var address])
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new SiteProcess(process, new HttpClient { BaseAddress = new Uri(address + "/") });
            }
        }

        throw new InvalidOperationException("The site did not start.");
    }

    public async Task<string> SubmitAsync(object submission)
    {
        using var response = await Client.PostAsJsonAsync("api/v1/submissions", submission);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetString()!;
    }

    /// <summary>Where a run stands.</summary>
    public async Task<(string State, int Scored)> RunAsync(string runId)
    {
        var run = await Client.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}");
        return (run.GetProperty("state").GetString()!, run.GetProperty("promptsScored").GetInt32());
    }

    /// <summary>Waits for a run's end, and gives its scores in the official per-prompt format.</summary>
    public async Task<string> ScoresAsync(string runId)
    {
        while ((await RunAsync(runId)).State is var state && state != "finished")
        {
            if (state is "failed" or "paused" or "cancelled")
            {
                throw new InvalidOperationException($"The run is {state}.");
            }

            await Task.Delay(100);
        }

        return await Client.GetStringAsync(new Uri($"api/v1/runs/{runId}/scores", UriKind.Relative));
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        Client.Dispose();
        _process.Dispose();
    }
}
