using RewardBench2.Exchange.Paper;
using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Paper;

/// <summary>Registers the paper's tables and their comparison with this site's data.</summary>
public static class PaperServices
{
    public static IServiceCollection AddPaper(this IServiceCollection services) => services
        .AddRevisionClock()
        .AddSingleton(_ => PaperTables.ReadShipped())
        .AddSingleton<PaperReader>();
}
