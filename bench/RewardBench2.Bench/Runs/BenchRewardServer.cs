using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RewardBench2.Bench.Runs;

/// <summary>An OpenRLHF server whose reward is a hash of the text, so that the same text earns the same everywhere; it notes what it was asked, and when it answered.</summary>
internal sealed class BenchRewardServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeSpan _latency;
    private int _underWay;

    private BenchRewardServer(TimeSpan latency)
    {
        _latency = latency;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>When each request was answered, by <see cref="Stopwatch"/>, in order.</summary>
    public ConcurrentQueue<long> Answered { get; private set; } = new();

    /// <summary>Every completion that was asked for, by the hash of its conversation.</summary>
    public ConcurrentQueue<ulong> Asked { get; private set; } = new();

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<BenchRewardServer> StartAsync(TimeSpan latency)
    {
        var server = new BenchRewardServer(latency);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Completions asked for and not answered yet.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Forgets what it noted.</summary>
    public void Clear() => (Answered, Asked) = (new(), new());

    /// <summary>A submission of it. Its nonsense rewards fail the canaries, so it runs anyway.</summary>
    public object Submission(string model, string dataset) => new
    {
        model,
        modelType = "Seq. Classifier",
        dataset,
        backend = new { kind = "endpoint", protocol = "openrlhf", url = Url, chatTemplate = "chatml" },
        runAnyway = true,
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await JsonNode.ParseAsync(context.Request.Body);
        var hashes = request?["query"]?.AsArray().Select(text => Hash(text!.ToString())).ToList() ?? [];
        foreach (var hash in hashes)
        {
            Asked.Enqueue(hash);
        }

        Interlocked.Add(ref _underWay, hashes.Count);
        await Task.Delay(_latency);
        Interlocked.Add(ref _underWay, -hashes.Count);
        Answered.Enqueue(Stopwatch.GetTimestamp());
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, new { rewards = hashes.Select(hash => (hash % 100_000 / 10_000.0) - 5) });
    }

    // FNV-1a: the same in every process, unlike string.GetHashCode.
    private static ulong Hash(string text) => text.Aggregate(14695981039346656037, (hash, letter) => (hash ^ letter) * 1099511628211);
}
