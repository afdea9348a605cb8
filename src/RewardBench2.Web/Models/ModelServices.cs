namespace RewardBench2.Web.Models;

/// <summary>Registers model pages.</summary>
public static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddSingleton<ModelReader>()
        .AddSingleton<RunDiagnosticsReader>();
}
