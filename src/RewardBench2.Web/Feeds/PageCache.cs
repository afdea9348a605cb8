using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Feeds;

/// <summary>
/// Keeps public pages as they were made, so that many readers cost as little as one. A page is made anew as soon as the
/// database's revision moves, and once a minute: the circuit descriptors in it are good for five.
/// </summary>
public static partial class PageCache
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private static readonly string[] Pages = ["/models", "/benchmarks", "/compare", "/pictures", "/reproduce", "/about"];

    public static IServiceCollection AddPageCache(this IServiceCollection services) =>
        services.AddRevisionClock().AddSingleton<SharePictures>().AddOutputCache(options => options.AddBasePolicy(new PublicPages()));

    /// <summary>Whether what stands at a path is the same for every reader.</summary>
    public static bool IsPublic(PathString path) => path == "/" || Pages.Any(page => path.StartsWithSegments(page));

    // A visitor with another cookie may see a page of their own. The antiforgery cookie says nothing about a visitor.
    private static bool IsAnonymous(HttpRequest request) =>
        request.Headers.Authorization.Count == 0
        && request.Cookies.Keys.All(name => name == ThemeChoice.Cookie || name.StartsWith(".AspNetCore.Antiforgery", StringComparison.Ordinal));

    private sealed partial class PublicPages : IOutputCachePolicy
    {
        public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var request = context.HttpContext.Request;
            var revision = HttpMethods.IsGet(request.Method) && IsPublic(request.Path) && IsAnonymous(request)
                ? await RevisionAsync(context.HttpContext.RequestServices, cancellation)
                : null;
            var isCached = revision is not null;
            context.EnableOutputCaching = isCached;
            context.AllowCacheLookup = isCached;
            context.AllowCacheStorage = isCached;
            context.AllowLocking = isCached;
            if (revision is not null)
            {
                context.HttpContext.Response.OnStarting(WithoutCookie, context.HttpContext.Response);
                context.ResponseExpirationTimeSpan = KeptFor;
                context.CacheVaryByRules.QueryKeys = "*";
                context.CacheVaryByRules.VaryByValues["theme"] = ThemeChoice.Read(context.HttpContext) ?? string.Empty;
                context.CacheVaryByRules.VaryByValues["revision"] = revision.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage &= context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
            return ValueTask.CompletedTask;
        }

        // While the database does not answer, the page is made anew and says so itself.
        private static async Task<long?> RevisionAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            try
            {
                return await services.GetRequiredService<RevisionClock>().ReadAsync(cancellationToken);
            }
            catch (Exception failed) when (StorageFailure.Is(failed))
            {
                NotCached(services.GetRequiredService<ILogger<PublicPages>>(), failed);
                return null;
            }
        }

        [LoggerMessage(LogLevel.Warning, "A page is not cached, because the database's revision cannot be read.")]
        private static partial void NotCached(ILogger log, Exception failed);

        // An antiforgery cookie belongs to one visitor. These pages post no form, so they need none. It is taken out as the
        // response starts: the policies are asked about the response only after that.
        private static Task WithoutCookie(object state)
        {
            var response = (HttpResponse)state;
            if (response.StatusCode == StatusCodes.Status200OK)
            {
                response.Headers.Remove(HeaderNames.SetCookie);
                response.Headers.Remove(HeaderNames.Pragma);
                response.Headers.CacheControl = "no-cache";
            }

            return Task.CompletedTask;
        }
    }
}
