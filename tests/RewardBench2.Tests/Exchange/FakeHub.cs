using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange;

/// <summary>A hub on this machine with one repository, <c>org/set</c>, that lists two files a page and redirects downloads.</summary>
internal sealed class FakeHub : IAsyncDisposable
{
    public static readonly HubRepository Repository = HubRepository.Parse("hf:org/set")!;

    private readonly WebApplication _app;

    private FakeHub(WebApplication app) => _app = app;

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What the listing says instead of a file's true size.</summary>
    public Dictionary<string, long> ListedSizes { get; } = [];

    /// <summary>What happens instead, where it is set.</summary>
    public Func<HttpContext, Task>? OnList { get; set; }

    /// <summary>What happens instead, where it is set.</summary>
    public Func<HttpContext, Task>? OnDownload { get; set; }

    public string? Token { get; private set; }

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    public static async Task<FakeHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var hub = new FakeHub(app);
        app.MapGet("/api/datasets/org/set/tree/main", hub.ListAsync);
        app.MapGet("/datasets/org/set/resolve/main/{**path}", (string path) => Results.Redirect($"/cdn/{path}"));
        app.MapGet("/cdn/{**path}", hub.DownloadAsync);
        await app.StartAsync();
        hub.Endpoint = new Uri(app.Urls.First());
        return hub;
    }

    public HubDownload Download(TimeSpan? stallTimeout = null, string? token = null) => new(new HttpClient(), Endpoint, token, stallTimeout);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ListAsync(HttpContext context)
    {
        Token = context.Request.Headers.Authorization;
        if (OnList is not null)
        {
            await OnList(context);
            return;
        }

        var skip = int.TryParse(context.Request.Query["cursor"], out var cursor) ? cursor : 0;
        if (skip + 2 < Files.Count)
        {
            context.Response.Headers.Link = $"<{Endpoint}api/datasets/org/set/tree/main?recursive=true&cursor={skip + 2}>; rel=\"next\"";
        }

        await context.Response.WriteAsJsonAsync(Files.Skip(skip).Take(2).Select(object (file) => new
        {
            type = "file",
            path = file.Key,
            size = ListedSizes.GetValueOrDefault(file.Key, file.Value.Length),
            lfs = new { oid = Convert.ToHexStringLower(SHA256.HashData(file.Value)) },
        }).Append(new { type = "directory", path = "data" }));
    }

    private Task DownloadAsync(HttpContext context, string path) =>
        OnDownload is not null ? OnDownload(context)
        : Files.TryGetValue(path, out var bytes) ? context.Response.Body.WriteAsync(bytes).AsTask()
        : Task.FromResult(context.Response.StatusCode = 404);
}
