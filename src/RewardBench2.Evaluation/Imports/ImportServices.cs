using Microsoft.Extensions.DependencyInjection;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Registers what brings data in: datasets, result files, downstream results, and what comes with the project.</summary>
public static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<DatasetUpload>()
        .AddSingleton<DatasetImport>()
        .AddSingleton<ResultsStore>()
        .AddSingleton<ResultsImport>()
        .AddSingleton<OfficialImport>()
        .AddSingleton<DownstreamImport>()
        .AddSingleton<PublishedSeeding>()
        .AddSingleton<ContentSeeding>();
}
