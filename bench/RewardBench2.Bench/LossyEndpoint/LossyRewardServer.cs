using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RewardBench2.Bench.LossyEndpoint;

/// <summary>
/// An OpenRLHF server that fails a third of first requests in six ways (429 with Retry-After 1 s, 503, reset, cut JSON, 502, 500) and
/// never answers one request in eighteen.
/// </summary>
internal sealed class LossyRewardServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeSpan _latency;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly CancellationTokenSource _closing = new();
    private int _unanswered;

    private LossyRewardServer(TimeSpan latency, int seed)
    {
        (_latency, _random) = (latency, new Random(seed));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Requests that were never answered.</summary>
    public int Unanswered => _unanswered;

    public static async Task<LossyRewardServer> StartAsync(TimeSpan latency, int seed)
    {
        var server = new LossyRewardServer(latency, seed);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _closing.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (Draw(18) == 0)
        {
            Interlocked.Increment(ref _unanswered);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
            await Task.WhenAny(Task.Delay(Timeout.Infinite, either.Token));
            return;
        }

        await Task.Delay(_latency);
        var fault = _seen.TryAdd($"{context.Request.Method} {context.Request.Path} {body}", true) && Draw(3) == 0 ? Draw(6) : -1;
        await (fault switch
        {
            0 => RefuseAsync(context.Response, 429, retryAfter: "1"),
            1 => RefuseAsync(context.Response, 503),
            2 => ResetAsync(context),
            3 => context.Response.WriteAsync("""{"rewards":[1.5,"""),
            4 => RefuseAsync(context.Response, 502),
            5 => RefuseAsync(context.Response, 500),
            _ => RewardAsync(context.Response, body),
        });
    }

    private static Task RewardAsync(HttpResponse response, string body)
    {
        if (body.Length == 0)
        {
            response.StatusCode = 404;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json";
        var texts = JsonNode.Parse(body)!["query"]!.AsArray();
        return response.WriteAsync(JsonSerializer.Serialize(new { rewards = texts.Select(text => text!.ToString().Sum(letter => letter) % 977 / 100.0) }));
    }

    private static Task RefuseAsync(HttpResponse response, int status, string? retryAfter = null)
    {
        response.StatusCode = status;
        if (retryAfter is not null)
        {
            response.Headers.RetryAfter = retryAfter;
        }

        return response.WriteAsync("not now");
    }

    private static Task ResetAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private int Draw(int below)
    {
        lock (_random)
        {
            return _random.Next(below);
        }
    }
}
