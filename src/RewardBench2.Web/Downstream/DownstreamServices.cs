using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Downstream;

/// <summary>Registers downstream results and best-of-N.</summary>
public static class DownstreamServices
{
    public static IServiceCollection AddDownstream(this IServiceCollection services) => services
        .AddRevisionClock()
        .AddSingleton<DownstreamImport>()
        .AddSingleton<DownstreamCache>()
        .AddSingleton<Study.PaperTables>()
        .AddSingleton<BestOfN.BestOfNReader>();
}
