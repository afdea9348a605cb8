using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Hosting;

/// <summary>Everything that stands around the pages: theme, layout, assets, and how the site is hosted.</summary>
public static class SiteShell
{
    /// <summary>Registers what the shell needs.</summary>
    public static WebApplicationBuilder AddSiteShell(this WebApplicationBuilder builder)
    {
        // Outside Development nothing would serve the assets of a build that was not published, as with "dotnet run".
        builder.WebHost.UseStaticWebAssets();
        builder.AddKeyRing();

        var services = builder.Services;
        services.AddOptions<HostingOptions>().BindConfiguration(HostingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddCircuits().AddCompression().AddRateLimits().AddProblemDetails().AddExceptionHandler<ApiStorageErrors>().AddHealthChecks();
        services.AddSingleton<ConnectionLimits>();
        services.AddOptions<KestrelServerOptions>().Configure<ConnectionLimits>((kestrel, connections) => connections.Configure(kestrel));
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true); // SecurityHeaders forbids frames altogether
        services.AddMudServices(options => options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddSingleton<ThemeStylesheet>();
        return builder;
    }

    /// <summary>Adds the shell's middleware, in order. Output caching comes after it.</summary>
    public static WebApplication UseSiteShell(this WebApplication app)
    {
        var hosting = app.Services.GetRequiredService<IOptions<HostingOptions>>().Value;
        if (hosting.BehindProxy)
        {
            app.UseForwardedHeaders(FromTheProxy());
        }
        else
        {
            app.UseUnannouncedProxy();
        }

        app.UseSubPath(hosting.PathBase);

        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseVersionedAssets();
        app.UseWhen(IsForPrograms, branch => branch.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context), branch => branch
            .UseExceptionHandler("/error", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseUnicodeBodies();
        app.UseRouting(); // here, so that a request sent on to another page finds it
        app.UsePageQueries();
        app.UseRateLimiter();
        app.Use(app.Services.GetRequiredService<OpenPages>().RefuseOneTooManyAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery(); // after it, because a form's token belongs to the signed-in user
        return app;
    }

    /// <summary>Maps static assets, the theme, the pages and <c>/healthz</c>.</summary>
    public static WebApplication MapSiteShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapThemeStylesheet();
        app.MapPages();
        app.MapHealthChecks("/healthz").DisableRateLimiting();
        return app;
    }

    // What programs ask for answers errors as problem details, what people ask for as a page.
    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api/v1") || context.Request.Path.StartsWithSegments("/live")
        || context.Request.Path.StartsWithSegments("/healthz") || context.Request.Path.StartsWithSegments("/openapi");

    private static ForwardedHeadersOptions FromTheProxy()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix,
        };

        // The operator vouches for the proxy; its address is often not known before it connects.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        return options;
    }
}
