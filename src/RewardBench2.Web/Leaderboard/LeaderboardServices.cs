using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Registers the leaderboard, which commands use too.</summary>
public static class LeaderboardServices
{
    public static IServiceCollection AddLeaderboard(this IServiceCollection services) => services
        .AddRevisionClock()
        .AddSingleton<LeaderboardCache>()
        .AddSingleton<LeaderboardChanges>();
}
