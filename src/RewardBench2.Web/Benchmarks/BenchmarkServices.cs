namespace RewardBench2.Web.Benchmarks;

/// <summary>Registers what the pages on benchmarks need.</summary>
internal static class BenchmarkServices
{
    public static IServiceCollection AddBenchmarks(this IServiceCollection services) => services.AddSingleton<BenchmarkReader>();
}
