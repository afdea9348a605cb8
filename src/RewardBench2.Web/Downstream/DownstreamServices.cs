using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Downstream;

/// <summary>Registers downstream results.</summary>
public static class DownstreamServices
{
    public static IServiceCollection AddDownstream(this IServiceCollection services) => services
        .AddRevisionClock()
        .AddSingleton<DownstreamCache>();
}
