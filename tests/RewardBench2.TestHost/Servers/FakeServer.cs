using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RewardBench2.TestHost.Servers;

/// <summary>A real web server on a free port of this machine that answers as a test says.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app, Uri url)
    {
        _app = app;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Every request so far, in the order of arrival.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    /// <summary>The bodies sent to a path.</summary>
    public IReadOnlyList<JsonObject> Bodies(string path) =>
        [.. Requests.Where(request => request.Path == path).Select(request => request.Json)];

    public static Task<FakeServer> StartAsync(Func<FakeRequest, FakeAnswer> answer, X509Certificate2? certificate = null) =>
        StartAsync(request => Task.FromResult(answer(request)), certificate);

    public static async Task<FakeServer> StartAsync(Func<FakeRequest, Task<FakeAnswer>> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var app = builder.Build();
        FakeServer? server = null;
        app.Run(async context =>
        {
            var request = await FakeRequest.ReadAsync(context.Request);
            server!.Requests.Enqueue(request);
            await (await answer(request)).WriteAsync(context.Response);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server = new FakeServer(app, new Uri(address));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>What a fake server received.</summary>
public sealed record FakeRequest(string Method, string Path, string Body, string? Authorization)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>With its question mark; empty where there is none.</summary>
    public string Query { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Set when whoever asked hangs up.</summary>
    public CancellationToken HungUp { get; init; }

    public static async Task<FakeRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return new FakeRequest(
            request.Method, request.Path, await reader.ReadToEndAsync(), request.Headers.Authorization.FirstOrDefault())
        {
            Query = request.QueryString.ToString(),
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            HungUp = request.HttpContext.RequestAborted,
        };
    }
}

/// <summary>What a fake server answers.</summary>
public sealed record FakeAnswer(int Status, string Body, string ContentType = "application/json", string? RetryAfter = null)
{
    public static FakeAnswer Json(JsonNode body) => new(200, body.ToJsonString());

    /// <summary>No answer: the connection is reset.</summary>
    public static FakeAnswer Reset { get; } = new(0, "");

    /// <summary>Sent in place of the text.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    public static FakeAnswer NotFound { get; } = new(404, """{"detail":"Not Found"}""");

    public async Task WriteAsync(HttpResponse response)
    {
        if (this == Reset)
        {
            response.HttpContext.Abort();
            return;
        }

        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = ContentType;
        if (RetryAfter is not null)
        {
            response.Headers.RetryAfter = RetryAfter;
        }

        await (Bytes is { } bytes ? response.Body.WriteAsync(bytes).AsTask() : response.WriteAsync(Body));
    }
}
