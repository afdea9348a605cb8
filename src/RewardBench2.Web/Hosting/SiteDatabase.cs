using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;

namespace RewardBench2.Web.Hosting;

/// <summary>Makes the database ready before the first visitor: schema, lock, what comes with the project.</summary>
public static partial class SiteDatabase
{
    public static IServiceCollection AddSiteDatabase(this IServiceCollection services) => services
        .AddSingleton(provider => SqliteFileLock.Take(provider.GetRequiredService<Database>()));

    /// <returns>False when the database cannot be used; the reason is on standard error then.</returns>
    public static async Task<bool> PrepareDatabaseAsync(this WebApplication app)
    {
        var cancellationToken = app.Lifetime.ApplicationStopping;
        try
        {
            var database = app.Services.GetRequiredService<Database>();
            await database.MigrateAsync(cancellationToken);
            KeyRing.Prepare(app.Configuration);
            app.Services.GetRequiredService<SqliteFileLock>();
            if (database.File is not null)
            {
                await app.Services.GetRequiredService<RunLeases>().ReleaseAllAsync(cancellationToken);
            }

            await app.Services.GetRequiredService<ContentSeeding>().SeedAsync(cancellationToken);
            DatabaseReady(app.Logger, database.File ?? "PostgreSQL");
            return true;
        }
        catch (StorageException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Results are kept in {Database}.")]
    private static partial void DatabaseReady(ILogger log, string database);
}
