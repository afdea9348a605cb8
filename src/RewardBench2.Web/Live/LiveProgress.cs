using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>Registers and maps everything live.</summary>
public static class LiveProgress
{
    public const string Path = "/live";

    private const string AnyOrigin = "any origin, without credentials";

    public static IServiceCollection AddLiveProgress(this IServiceCollection services, IConfiguration configuration)
    {
        var signalR = services.AddSignalR().AddHubOptions<ProgressHub>(hub => hub.MaximumReceiveMessageSize = 16 * 1024);
        if (configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
        {
            signalR.AddStackExchangeRedis(redis);
        }

        services.AddCors(cors => cors.AddPolicy(AnyOrigin, policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));
        return services
            .AddSingleton<IProgressAnnouncer, HubAnnouncer>()
            .AddSingleton<ListenerKey>()
            .AddSingleton<ProgressFeed>()
            .AddHostedService<ProgressListener>();
    }

    public static void MapLiveProgress(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<ProgressHub>(Path).RequireCors(AnyOrigin);
}
