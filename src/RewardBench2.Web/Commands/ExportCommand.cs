using System.CommandLine;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Files;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Commands;

/// <summary><c>export leaderboard --format csv|json|every-eval-ever</c>: writes the leaderboard to standard output.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "csv, json, every-eval-ever or parquet", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong([.. LeaderboardFile.Formats.Keys]);
        var dataset = new Option<string>("--dataset") { Description = "Which dataset's leaderboard", DefaultValueFactory = _ => LeaderboardQuery.DefaultDataset };
        var sweeps = new Option<bool>("--sweeps") { Description = "With Ai2's sweep runs" };
        var command = new Command("leaderboard", "Write the leaderboard to standard output") { format, dataset, sweeps };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(services => WriteAsync(
            services,
            LeaderboardFile.Formats[parsed.GetRequiredValue(format)],
            parsed.GetRequiredValue(dataset),
            parsed.GetValue(sweeps),
            cancellationToken)));
        return command;
    }

    private static async Task WriteAsync(IServiceProvider services, LeaderboardFile file, string dataset, bool sweeps, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<PublishedSeeding>().SeedAsync(cancellationToken);
        var leaderboard = await services.GetRequiredService<LeaderboardCache>().ReadAsync(dataset, cancellationToken);
        if (leaderboard.RowsWithSweeps.Count == 0)
        {
            throw new InvalidFileException($"There is nothing on the leaderboard of dataset '{dataset}'. Datasets are those that were imported, and rewardbench-2 and starter.");
        }

        await using var output = Console.OpenStandardOutput();
        var content = new LeaderboardFile.Content(
            dataset, leaderboard.Benchmark, leaderboard.All(sweeps), Site: null, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await file.WriteAsync(output, content, cancellationToken);
    }
}
