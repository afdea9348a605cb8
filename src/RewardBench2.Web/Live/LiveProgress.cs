using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>Registers and maps everything live.</summary>
public static class LiveProgress
{
    public const string Path = "/live";

    private const string AnyOrigin = "any origin, without credentials";

    public static IServiceCollection AddLiveProgress(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCors(cors => cors.AddPolicy(AnyOrigin, policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));
        services.AddSingleton<ListenerKey>().AddSingleton<ProgressFeed>().AddSingleton<HubAnnouncer>();
        var signalR = services.AddSignalR().AddHubOptions<ProgressHub>(hub => hub.MaximumReceiveMessageSize = 16 * 1024);
        if (configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
        {
            // Another node may score the run, so pages hear what the hub says, and only that: each progress once.
            signalR.AddStackExchangeRedis(redis);
            return services.AddSingleton<IProgressAnnouncer>(provider => provider.GetRequiredService<HubAnnouncer>()).AddHostedService<ProgressListener>();
        }

        return services.AddSingleton<IProgressAnnouncer, LocalAnnouncer>();
    }

    public static void MapLiveProgress(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<ProgressHub>(Path).RequireCors(AnyOrigin);
}
