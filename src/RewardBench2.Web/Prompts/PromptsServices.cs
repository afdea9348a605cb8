using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Prompts;

/// <summary>Registers the prompt explorer.</summary>
public static class PromptsServices
{
    public static IServiceCollection AddPrompts(this IServiceCollection services) => services
        .AddRevisionClock()
        .AddSingleton<ExplorerCache>()
        .AddSingleton<PromptFinder>()
        .AddSingleton<PromptReader>()
        .AddSingleton<PromptFlagging>();
}
