namespace RewardBench2.Web.Leaderboard;

/// <summary>Registers the leaderboard.</summary>
public static class LeaderboardServices
{
    public static IServiceCollection AddLeaderboard(this IServiceCollection services) => services.AddSingleton<BoardCache>();
}
