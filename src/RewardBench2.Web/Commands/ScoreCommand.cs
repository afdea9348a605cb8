using System.CommandLine;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Web.Commands;

/// <summary><c>score SCORES.json</c>: scores a file of per-prompt scores without any database.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("scores") { Description = "Per-prompt scores: the official JSON, or JSON Lines" };
        var command = new Command("score", "Score a file of per-prompt scores and print the result as JSON") { path };
        command.SetAction((parsed, cancellationToken) => CommandLine.AnswerAsync(async () =>
        {
            var file = parsed.GetRequiredValue(path);
            await using var stream = File.OpenRead(file);
            var report = await ScoreReport.ReadAsync(stream, Path.GetFileName(file), cancellationToken);
            foreach (var warning in report.Warnings)
            {
                await Console.Error.WriteLineAsync(warning);
            }

            Console.WriteLine(report.Json);
        }));
        return command;
    }
}
