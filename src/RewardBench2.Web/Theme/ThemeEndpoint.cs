namespace RewardBench2.Web.Theme;

/// <summary>Serves the theme at <c>/theme.css</c>.</summary>
public static class ThemeEndpoint
{
    public static void MapThemeStylesheet(this WebApplication app) =>
        app.MapGet("/theme.css", async (ThemeStylesheet stylesheet, HttpResponse response) =>
        {
            // The address carries a hash of the content, so browsers may keep it for good.
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(await stylesheet.ReadAsync(), "text/css");
        }).ExcludeFromDescription();
}
