using RewardBench2.Web.Caching;

namespace RewardBench2.Web.BestOfN;

/// <summary>Registers best-of-N.</summary>
public static class BestOfNServices
{
    public static IServiceCollection AddBestOfN(this IServiceCollection services) => services.AddRevisionClock().AddSingleton<BestOfNReader>();
}
