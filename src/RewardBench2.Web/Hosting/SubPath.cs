using System.Text.RegularExpressions;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Lets the site live under a path of its host, such as <c>/rewardbench</c>: named by <see cref="HostingOptions.PathBase"/>,
/// or by the X-Forwarded-Prefix of a trusted proxy. The proxy may pass the path on or take it off.
/// </summary>
public static partial class SubPath
{
    /// <summary>What such a path looks like. Anything else, such as <c>//elsewhere</c>, would lead links to other hosts.</summary>
    public const string Pattern = @"^(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+$";

    /// <summary>Adds the middleware; what follows sees the path within the site.</summary>
    public static void UseSubPath(this WebApplication app, string? configured) => app.Use((context, next) =>
    {
        var request = context.Request;
        var named = request.PathBase.HasValue && Allowed().IsMatch(request.PathBase.Value!) ? request.PathBase : new PathString(configured);
        if (named.HasValue && request.Path.StartsWithSegments(named, out var within))
        {
            request.Path = within.HasValue ? within : "/";
        }

        request.PathBase = named;
        return next(context);
    });

    [GeneratedRegex(Pattern)]
    private static partial Regex Allowed();
}
