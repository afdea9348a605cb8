namespace RewardBench2.Web.Compare;

/// <summary>Registers comparisons.</summary>
public static class CompareServices
{
    public static IServiceCollection AddCompare(this IServiceCollection services) => services.AddSingleton<ComparisonReader>();
}
