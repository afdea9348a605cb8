using System.Net;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Notices a proxy on this machine that nobody told the site of. Its visitors would all count as this machine, which no limit holds for;
/// they count as unknown instead, and the log says what to set.
/// </summary>
public static partial class UnannouncedProxy
{
    private static readonly string[] Headers = ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host"];

    /// <summary>For a site that is not told to stand behind a proxy; comes first.</summary>
    public static IApplicationBuilder UseUnannouncedProxy(this WebApplication app)
    {
        var hasSaid = 0;
        return app.Use((context, next) =>
        {
            if (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
                && Array.Exists(Headers, context.Request.Headers.ContainsKey))
            {
                context.Connection.RemoteIpAddress = null;
                if (Interlocked.Exchange(ref hasSaid, 1) == 0)
                {
                    Noticed(app.Logger);
                }
            }

            return next(context);
        });
    }

    [LoggerMessage(LogLevel.Warning, "Requests come through a proxy on this machine, so all visitors share one address and its limits. Set Hosting:BehindProxy if nobody can bypass it.")]
    private static partial void Noticed(ILogger log);
}
