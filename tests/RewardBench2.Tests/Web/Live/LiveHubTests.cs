using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace RewardBench2.Tests.Web.Live;

/// <summary>The live hub over a real socket, with .NET's client and with the one from npm.</summary>
public sealed class LiveHubTests : IDisposable
{
    private readonly SiteUnderTest _site = new();
    private readonly Uri _address;
    private readonly HttpClient _client;

    public LiveHubTests()
    {
        _address = _site.Start();
        _client = new HttpClient { BaseAddress = _address };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _site.Dispose();
    }

    [Fact]
    public async Task Who_watches_every_run_hears_each_to_its_end_in_whole_messages()
    {
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(_address, "live")).Build();
        var ended = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var submitted = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.On<JsonElement>("Progress", async progress =>
        {
            if (progress.GetProperty("state").GetString() == "finished" && progress.GetProperty("runId").GetString() == await submitted.Task)
            {
                ended.TrySetResult(progress);
            }
        });
        await connection.StartAsync(Cancellation);
        await connection.InvokeAsync("WatchEveryRun", Cancellation);
        submitted.SetResult(await SubmitAsync());

        var last = await ended.Task.WaitAsync(Cancellation);
        Assert.Equal(180, last.GetProperty("promptsScored").GetInt32());
        Assert.Equal(180, last.GetProperty("promptsTotal").GetInt32());
        Assert.Equal(6, last.GetProperty("subsets").GetArrayLength());
        Assert.InRange(last.GetProperty("average").GetDouble(), 0.1, 0.4);
    }

    [Fact]
    public async Task Who_joins_late_is_told_at_once_where_a_run_stands()
    {
        var runId = await SubmitAsync();
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(_address, "live")).Build();
        var told = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.On<JsonElement>("Progress", progress => told.TrySetResult(progress));
        await connection.StartAsync(Cancellation);
        await connection.InvokeAsync("WatchRun", runId, Cancellation);

        Assert.Equal(runId, (await told.Task.WaitAsync(Cancellation)).GetProperty("runId").GetString());
    }

    [Fact]
    public async Task A_run_that_is_not_there_or_private_is_refused_in_words()
    {
        var secret = await SubmitAsync(publish: false);
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(_address, "live")).Build();
        await connection.StartAsync(Cancellation);

        Assert.Contains("There is no such run", (await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("WatchRun", "nothing", Cancellation))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("WatchRun", secret, Cancellation));
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("WatchEveryRunForPages", "guessed", Cancellation));
    }

    [Fact]
    public async Task Any_origin_may_listen_without_credentials()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "live/negotiate?negotiateVersion=1") { Headers = { { "Origin", "https://elsewhere.example" } } };
        using var response = await _client.SendAsync(request, Cancellation);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task The_client_from_npm_hears_a_run_to_its_end()
    {
        var package = Path.Combine(RepositoryRoot.Path, "node_modules", "@microsoft", "signalr");
        Assert.SkipUnless(Directory.Exists(package), "The npm package @microsoft/signalr is not restored (npm ci).");
        const string script = """
            const { HubConnectionBuilder, LogLevel } = require(process.argv[1]);
            const [address, runId] = process.argv.slice(2);
            const connection = new HubConnectionBuilder().withUrl(address + 'live', { withCredentials: false }).configureLogging(LogLevel.Error).build();
            connection.on('Progress', progress => {
              if (progress.state === 'finished') { console.log(JSON.stringify(progress)); connection.stop(); }
            });
            connection.start().then(() => connection.invoke('WatchRun', runId));
            """;
        var runId = await SubmitAsync();
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", script, package, _address.ToString(), runId]) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync(Cancellation);
        await node.WaitForExitAsync(Cancellation);

        Assert.Equal(0, node.ExitCode);
        using var progress = JsonDocument.Parse(said);
        Assert.Equal(180, progress.RootElement.GetProperty("promptsScored").GetInt32());
    }

    private async Task<string> SubmitAsync(bool publish = true)
    {
        using var response = await _client.PostAsJsonAsync(
            "api/v1/submissions",
            new { model = "acme/live", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "overlap" }, publish },
            Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("runId").GetString()!;
    }
}
