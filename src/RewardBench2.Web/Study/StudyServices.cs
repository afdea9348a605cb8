namespace RewardBench2.Web.Study;

/// <summary>Registers the paper's tables as printed.</summary>
public static class StudyServices
{
    public static IServiceCollection AddStudy(this IServiceCollection services) => services.AddSingleton<PaperTables>();
}
