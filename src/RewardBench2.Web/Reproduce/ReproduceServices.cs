using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Reproduce;

/// <summary>Registers the paper's tables beside the site's own data.</summary>
public static class ReproduceServices
{
    public static IServiceCollection AddReproduce(this IServiceCollection services) => services.AddRevisionClock().AddSingleton<PaperReader>();
}
