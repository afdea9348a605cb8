using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace RewardBench2.TestHost.Sites;

/// <summary>The real site with its data in a folder of its own that disappears with it; answers without a port unless told.</summary>
public class HostedSite : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("rewardbench2-");
    private readonly IReadOnlyDictionary<string, string> _settings;

    public HostedSite()
        : this(new Dictionary<string, string>())
    {
    }

    /// <summary>A site with settings beside or instead of the usual ones of tests.</summary>
    public HostedSite(IReadOnlyDictionary<string, string> settings) => _settings = settings;

    /// <summary>The folder of its database and keys.</summary>
    public string DataFolder => _data.FullName;

    /// <summary>A builder's script that asks this site without a port, as the client's user.</summary>
    public SiteScript ScriptOf(HttpClient client) => new(client, Server.CreateHandler);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", "Error"); // no network, no limit on bodies
        builder.UseSetting("ConnectionStrings:RewardBench", $"Data Source={Path.Combine(DataFolder, "rewardbench2.db")}");
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, FromThisMachine>());
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _data.Exists)
        {
            _data.Delete(recursive: true);
        }
    }

    // A request that takes no network has no address; the tests' own clients are on this machine.
    private sealed class FromThisMachine : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, pass) =>
            {
                context.Connection.RemoteIpAddress ??= IPAddress.Loopback;
                return pass(context);
            });
            next(app);
        };
    }
}
