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
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options => options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddSingleton<ThemeStylesheet>();
        return builder;
    }

    /// <summary>Adds the shell's middleware, in order.</summary>
    public static WebApplication UseSiteShell(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Maps static assets, the theme and the pages.</summary>
    public static WebApplication MapSiteShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapThemeStylesheet();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static void MapThemeStylesheet(this WebApplication app) =>
        app.MapGet("/theme.css", async (ThemeStylesheet stylesheet, HttpResponse response) =>
        {
            // The address carries a hash of the content, so browsers may keep it for good.
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(await stylesheet.ReadAsync(), "text/css");
        }).ExcludeFromDescription();
}
