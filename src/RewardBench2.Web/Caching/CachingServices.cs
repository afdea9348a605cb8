using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RewardBench2.Web.Caching;

/// <summary>Registers the clock by which features keep what they read.</summary>
public static class CachingServices
{
    /// <summary>Every feature that caches asks for it; it is registered once.</summary>
    public static IServiceCollection AddRevisionClock(this IServiceCollection services)
    {
        services.TryAddSingleton<RevisionClock>();
        return services;
    }
}
