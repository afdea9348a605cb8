using Microsoft.AspNetCore.DataProtection;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Hosting;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Commands;

/// <summary>Runs a command with the same services as the site, but without serving, scoring or locking the database.</summary>
internal static class CommandHost
{
    public static Task<int> RunAsync(Func<IServiceProvider, Task> command) => CommandLine.AnswerAsync(async () =>
    {
        var builder = WebApplication.CreateSlimBuilder(OwnFiles.Options([]));
        builder.UseSiteDefaults();
        builder.Logging.ClearProviders();
        builder.Services.AddStorage(builder.Configuration.DatabaseConnectionString());
        builder.Services.AddSiteDatabase();
        builder.Services.AddEvaluation(builder.Configuration);
        builder.Services.AddImports();
        builder.Services.AddLeaderboard();
        builder.Services.AddSingleton<IProgressAnnouncer, NobodyWatches>();

        // No command reads or writes an API key, so none needs the site's key ring.
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        await using var app = builder.Build();
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        await command(app.Services);
    });

    private sealed class NobodyWatches : IProgressAnnouncer
    {
        public Task AnnounceAsync(RunProgress progress) => Task.CompletedTask;
    }
}
