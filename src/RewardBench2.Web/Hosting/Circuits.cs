using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace RewardBench2.Web.Hosting;

/// <summary>What an open page may cost the server.</summary>
public static class Circuits
{
    /// <summary>Adds the circuits of interactive pages.</summary>
    public static IServiceCollection AddCircuits(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(Configure).AddHubOptions(hub =>
            hub.MaximumReceiveMessageSize = 512 * 1024); // a pasted chat template may have 128 K characters
        return services.AddSingleton<OpenPages>().AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<OpenPages>());
    }

    /// <summary>Maps the pages.</summary>
    public static void MapPages(this WebApplication app) => app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
    {
        // A compressing socket keeps its window, some 300 KB, as long as a page is open; what goes over it is small.
        options.DisableWebSocketCompression = true;
        options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders says it for every response
    });

    private static void Configure(CircuitOptions options)
    {
        // A lost connection is worth waiting for a minute; the page's state is in its address, so little is lost later.
        options.DisconnectedCircuitMaxRetained = 50;
        options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
        options.PersistedCircuitInMemoryMaxRetained = 50;
    }
}
