namespace RewardBench2.Web.Downstream;

/// <summary>Registers downstream results and best-of-N.</summary>
public static class DownstreamServices
{
    public static IServiceCollection AddDownstream(this IServiceCollection services) => services
        .AddSingleton<DownstreamCache>()
        .AddSingleton<BestOfN.BestOfNReader>();
}
