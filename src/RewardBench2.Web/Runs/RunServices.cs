namespace RewardBench2.Web.Runs;

/// <summary>Registers the pages of runs, and what they share with model pages and comparisons.</summary>
public static class RunServices
{
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunDetailsReader>()
        .AddSingleton<SubmissionReader>()
        .AddSingleton<RunOutcomeReader>()
        .AddSingleton<JudgeReader>()
        .AddSingleton<ScoredRuns>()
        .AddSingleton<PromptResultsReader>();
}
