using Microsoft.Extensions.DependencyInjection;

namespace RewardBench2.Storage;

/// <summary>Registers the database and its tables.</summary>
public static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, string connectionString) => services
        .AddSingleton(_ => Database.At(connectionString))
        .AddSingleton<DatasetTable>()
        .AddSingleton<BenchmarkTable>()
        .AddSingleton<ModelNameTable>()
        .AddSingleton<PromptTable>()
        .AddSingleton<ModelTable>()
        .AddSingleton<ReportedScoreTable>()
        .AddSingleton<DownstreamTable>()
        .AddSingleton<RunTable>()
        .AddSingleton<RunLeases>()
        .AddSingleton<PromptScoreTable>()
        .AddSingleton<LeaderboardTable>()
        .AddSingleton<PromptSearchTable>()
        .AddSingleton<ExplorerTable>()
        .AddSingleton<FlagTable>()
        .AddSingleton<JudgementTable>()
        .AddSingleton<ResponseTable>()
        .AddSingleton<SiteSecretTable>()
        .AddSingleton<RunVisibilityTable>()
        .AddSingleton<SubmissionTable>()
        .AddSingleton<ImportedRuns>()
        .AddSingleton<AdminPasswordTable>()
        .AddSingleton<AdminSessionTable>()
        .AddSingleton<AdminLogTable>()
        .AddSingleton<Revision>();
}
