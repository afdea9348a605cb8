using System.Data.Common;
using System.Reflection;
using DbUp.Builder;

namespace RewardBench2.Storage;

/// <summary>Runs the scripts in <c>Schema</c> that a database has not had yet, each in a transaction of its own.</summary>
internal static class Migrations
{
    /// <exception cref="DbException">The database refused.</exception>
    /// <exception cref="StorageException">A script failed in any other way.</exception>
    public static void Apply(UpgradeEngineBuilder builder, string folder)
    {
        var result = builder
            .WithScriptsEmbeddedInAssembly(
                Assembly.GetExecutingAssembly(),
                script => script.Contains($".Schema.{folder}.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error is DbException
                ? result.Error
                : new StorageException($"The schema cannot be brought up to date: {result.Error.Message}", result.Error);
        }
    }
}
