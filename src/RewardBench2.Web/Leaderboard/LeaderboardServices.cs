using RewardBench2.Web.Compare;
using RewardBench2.Web.Models;
using RewardBench2.Web.Reproduce;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Registers the leaderboard and the model pages.</summary>
public static class LeaderboardServices
{
    public static IServiceCollection AddLeaderboard(this IServiceCollection services) => services
        .AddSingleton<BoardCache>()
        .AddSingleton<ModelReader>()
        .AddSingleton<ScoredRuns>()
        .AddSingleton<ComparisonReader>()
        .AddSingleton<PaperReader>();
}
