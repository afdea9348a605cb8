using MudBlazor;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Addresses of a package's assets. Their fingerprinted addresses serve no compressed file (SDK 10.0.401), the plain
/// ones do, 43 KB instead of 627: so the version goes into the query, and what has one is kept for good.
/// </summary>
public static class VersionedAssets
{
    private static readonly string Version = typeof(MudTheme).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0";

    /// <summary>The address of an asset of MudBlazor.</summary>
    public static string OfMudBlazor(string file) => $"_content/MudBlazor/{file}?v={Version}";

    /// <summary>Lets browsers keep package assets that are asked for with a version.</summary>
    public static IApplicationBuilder UseVersionedAssets(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/_content") && context.Request.Query.ContainsKey("v"))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is StatusCodes.Status200OK)
                {
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
