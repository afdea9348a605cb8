using System.CommandLine;
using RewardBench2.Storage;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Web.Commands;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>, for the SQLite database.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup()
    {
        var path = new Argument<string>("file") { Description = "The file to write; must not be there yet" };
        var command = new Command("backup", "Copy the SQLite database, also while the site runs") { path };
        command.SetAction((parsed, cancellationToken) => CommandLine.AnswerAsync(async () =>
        {
            await using var database = Open();
            await SqliteBackup.WriteAsync(database, parsed.GetRequiredValue(path), cancellationToken);
            Console.WriteLine($"Wrote {parsed.GetRequiredValue(path)}.");
        }));
        return command;
    }

    public static Command CreateRestore()
    {
        var path = new Argument<string>("file") { Description = "A back-up; it is checked first" };
        var command = new Command("restore", "Put a back-up in the database's place; the site must be stopped") { path };
        command.SetAction((parsed, cancellationToken) => CommandLine.AnswerAsync(async () =>
        {
            await using var database = Open();
            using var alone = SqliteFileLock.Take(database);
            var kept = await SqliteBackup.RestoreAsync(database, parsed.GetRequiredValue(path), cancellationToken);
            Console.WriteLine(kept is null
                ? $"Restored {database.File}."
                : $"Restored {database.File}; what was there before is kept as {kept}.");
        }));
        return command;
    }

    private static Database Open()
    {
        var builder = WebApplication.CreateSlimBuilder(OwnFiles.Options([]));
        builder.UseSiteDefaults();
        return Database.At(builder.Configuration.DatabaseConnectionString());
    }
}
