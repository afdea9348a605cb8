using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace RewardBench2.Web.Hosting;

/// <summary>Compresses what is made per request; static assets are compressed once, when the site is published.</summary>
public static class Compression
{
    public static IServiceCollection AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Over HTTPS too: no page repeats a visitor's input next to a secret, which guessing by length would need.
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "application/atom+xml", "image/svg+xml"];
        });

        // A leaderboard of 2,000 rows costs a few milliseconds this way and a quarter second at the best compression.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services;
    }
}
