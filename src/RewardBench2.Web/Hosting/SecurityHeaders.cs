namespace RewardBench2.Web.Hosting;

/// <summary>Headers that tell browsers what no page of this site ever does, so that nothing slipped in can do it either.</summary>
public static class SecurityHeaders
{
    /// <summary>The content security policy of every page.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; "
        + "script-src 'self'; " // prompts, completions and model names are foreign text: even if some escaped, no script of theirs runs
        + "style-src 'self' 'unsafe-inline'; " // MudBlazor and ApexCharts write style attributes and elements
        + "img-src 'self' data: blob:; " // charts become PNG through data and blob addresses
        + "connect-src 'self'; " // the circuit and the live hub, here only
        + "base-uri 'self'; "
        + "form-action 'self'; "
        + "frame-ancestors 'none'; " // nobody frames the site and clicks in a visitor's name
        + "object-src 'none'";

    /// <summary>Adds the headers to every response that has not set them itself.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
            headers.TryAdd("X-Content-Type-Options", "nosniff"); // an uploaded file is never guessed to be a page
            headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin"); // addresses hold searches and run ids
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin"); // pages we link to get no handle on ours
            headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
            return Task.CompletedTask;
        });
        return next(context);
    });
}
