using System.Globalization;
using System.Xml.Linq;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Feeds;

/// <summary>What other programs than browsers ask a site for: robots.txt, sitemap, Atom feed, the picture of shared links.</summary>
public static class FeedEndpoints
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static readonly string[] Pages = ["", "compare", "pictures", "prompts", "matrix", "generators", "downstream", "best-of-n", "choose", "runs", "submit", "reproduce", "about"];

    public static void MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        var feeds = endpoints.MapGroup(string.Empty).ExcludeFromDescription();

        // Every view of the leaderboard has an address; a robot that followed them all would never end.
        feeds.MapGet("/robots.txt", (HttpRequest request) => Results.Text(
            $"User-agent: *\nDisallow: {request.PathBase}/*?\nDisallow: {request.PathBase}/api/\nDisallow: {request.PathBase}/live\nSitemap: {Site(request)}sitemap.xml\n"));
        feeds.MapGet("/sitemap.xml", SitemapAsync);
        feeds.MapGet("/feed.atom", FeedAsync);
        feeds.MapGet("/share.png", PictureAsync);
    }

    private static async Task<IResult> SitemapAsync(HttpRequest request, LeaderboardCache leaderboards, DatasetTable datasets, CancellationToken cancellationToken)
    {
        var models = (await LeaderboardsAsync(leaderboards, datasets, cancellationToken)).SelectMany(leaderboard => leaderboard.Rows).Select(row => LeaderboardAddress.OfModel(row.Model));
        var document = new XDocument(new XElement(Sitemap + "urlset", Pages.Concat(models.Distinct(StringComparer.OrdinalIgnoreCase)).Select(path =>
            new XElement(Sitemap + "url", new XElement(Sitemap + "loc", new Uri(Site(request), path).AbsoluteUri)))));
        return Xml(document, "application/xml");
    }

    private static async Task<IResult> FeedAsync(HttpRequest request, LeaderboardCache leaderboards, DatasetTable datasets, TimeProvider clock, CancellationToken cancellationToken) =>
        Xml(AtomFeed.From(Site(request), await LeaderboardsAsync(leaderboards, datasets, cancellationToken), clock.GetUtcNow()), "application/atom+xml");

    private static async Task<IResult> PictureAsync(
        HttpResponse response, LeaderboardCache leaderboards, DatasetTable datasets, SharePictures pictures, CancellationToken cancellationToken, string? model = null)
    {
        var known = await LeaderboardsAsync(leaderboards, datasets, cancellationToken);
        response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)TimeSpan.FromHours(1).TotalSeconds}");
        return Results.Bytes(await pictures.ReadAsync(known, model, cancellationToken), "image/png");
    }

    private static async Task<IReadOnlyList<RankedModels>> LeaderboardsAsync(LeaderboardCache leaderboards, DatasetTable datasets, CancellationToken cancellationToken)
    {
        var names = (await datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == StoredDatasetKind.Benchmark).Select(dataset => dataset.Name);
        var all = new List<RankedModels>();
        foreach (var name in names.Prepend(LeaderboardQuery.DefaultDataset).Distinct())
        {
            all.Add(await leaderboards.ReadAsync(name, cancellationToken));
        }

        return all;
    }

    private static Uri Site(HttpRequest request) => new($"{request.Scheme}://{request.Host}{request.PathBase}/");

    private static IResult Xml(XDocument document, string contentType) =>
        Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{document}", $"{contentType}; charset=utf-8");
}
