using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange.Hub;

/// <summary>
/// A hub on this machine: it pins revisions, lists a few files a page, and redirects downloads to a store that speaks
/// ranges. Its repository <c>org/set</c> is there from the start.
/// </summary>
internal sealed class FakeHub : IAsyncDisposable
{
    public static readonly HubRepository Repository = HubRepository.Parse("hf:org/set")!;

    private readonly WebApplication _app;

    private FakeHub(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, FakeRepository> Repositories { get; } = new() { ["org/set"] = new FakeRepository() };

    /// <summary>The files of <c>org/set</c>.</summary>
    public Dictionary<string, byte[]> Files => Repositories["org/set"].Files;

    /// <summary>What happens instead, where it is set.</summary>
    public Func<HttpContext, Task>? OnList { get; set; }

    /// <summary>What the store does instead; it has not, when it answers false.</summary>
    public Func<HttpContext, string, Task<bool>>? OnDownload { get; set; }

    /// <summary>Whether it knows commits. Defaults to true; some mirrors do not.</summary>
    public bool PinsRevisions { get; set; } = true;

    public int FilesOnAPage { get; set; } = 2;

    /// <summary>The store is at another port, and so another host.</summary>
    public bool HasStoreElsewhere { get; set; }

    /// <summary>Every request: path, and the headers that matter.</summary>
    public ConcurrentQueue<(string Path, string? Token, string? Range)> Requests { get; } = [];

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    public static async Task<FakeHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var hub = new FakeHub(app);
        app.Use((context, next) =>
        {
            hub.Requests.Enqueue((context.Request.Path, context.Request.Headers.Authorization, context.Request.Headers.Range));
            return next();
        });
        app.MapGet("/api/{kind}/{org}/{name}/revision/{revision}", hub.Revision);
        app.MapGet("/api/{kind}/{org}/{name}/tree/{revision}", hub.ListAsync);
        app.MapGet("/datasets/{org}/{name}/resolve/{revision}/{**path}", hub.Resolve);
        app.MapGet("/{org}/{name}/resolve/{revision}/{**path}", hub.Resolve);
        app.MapGet("/store/{org}/{name}/{**path}", hub.DownloadAsync);
        await app.StartAsync();
        hub.Endpoint = new Uri(app.Urls.First());
        return hub;
    }

    public HubDownload Download(HubLimits? limits = null, string? token = null) => new(
        HubDownload.CreateClient(), Endpoint, token, (limits ?? new HubLimits()) with { FirstWait = TimeSpan.FromMilliseconds(1) });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Revision(string org, string name, string revision) =>
        PinsRevisions && Repositories.TryGetValue($"{org}/{name}", out var repository) && (revision == "main" || revision == repository.Commit)
            ? Results.Json(new { id = $"{org}/{name}", sha = repository.Commit })
            : Results.NotFound();

    private async Task ListAsync(HttpContext context, string org, string name, string revision)
    {
        if (OnList is not null)
        {
            await OnList(context);
            return;
        }

        if (!Repositories.TryGetValue($"{org}/{name}", out var repository))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var skip = int.TryParse(context.Request.Query["cursor"], out var cursor) ? cursor : 0;
        if (skip + FilesOnAPage < repository.Files.Count)
        {
            context.Response.Headers.Link =
                $"<{Endpoint}{context.Request.Path.Value![1..]}?recursive=true&cursor={skip + FilesOnAPage}>; rel=\"next\"";
        }

        await context.Response.WriteAsJsonAsync(repository.List(skip, FilesOnAPage));
    }

    private IResult Resolve(HttpContext context, string org, string name, string revision, string path)
    {
        if (PinsRevisions)
        {
            context.Response.Headers["X-Repo-Commit"] = Repositories[$"{org}/{name}"].Commit;
        }

        var store = HasStoreElsewhere ? _app.Urls.Last() : "";
        return Results.Redirect($"{store}/store/{org}/{name}/{path}");
    }

    private async Task DownloadAsync(HttpContext context, string org, string name, string path)
    {
        if (OnDownload is not null && await OnDownload(context, path))
        {
            return;
        }

        if (!Repositories[$"{org}/{name}"].Files.TryGetValue(path, out var bytes))
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (context.Request.Headers.AcceptEncoding == "gzip")
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(bytes);
            return;
        }

        await Results.File(bytes, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{bytes.Length}\"")).ExecuteAsync(context);
    }
}
