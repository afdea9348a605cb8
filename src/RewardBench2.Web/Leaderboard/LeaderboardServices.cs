using RewardBench2.Web.Caching;
using RewardBench2.Web.Compare;
using RewardBench2.Web.Models;
using RewardBench2.Web.Reproduce;
using RewardBench2.Web.Runs;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Registers the leaderboard and the pages around it.</summary>
public static class LeaderboardServices
{
    /// <summary>The board itself, which commands use too.</summary>
    public static IServiceCollection AddLeaderboard(this IServiceCollection services) => services
        .AddRevisionClock().AddSingleton<LeaderboardCache>().AddSingleton<LeaderboardChanges>();

    /// <summary>Model pages, comparisons, judges, the paper's tables.</summary>
    public static IServiceCollection AddResultPages(this IServiceCollection services) => services
        .AddSingleton<ModelReader>()
        .AddSingleton<RunDiagnosticsReader>()
        .AddSingleton<JudgeReader>()
        .AddSingleton<PromptResultsReader>()
        .AddSingleton<ScoredRuns>()
        .AddSingleton<ComparisonReader>()
        .AddSingleton<PaperReader>();
}
