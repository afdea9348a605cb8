using System.CommandLine;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Web.Commands;

/// <summary><c>score SCORES.json</c>: scores a file of per-prompt scores without any database.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("scores") { Description = "Per-prompt scores: the official JSON, or JSON Lines" };
        var benchmark = new Option<string>("--benchmark")
        {
            Description = "What was scored: a benchmark's name, or its definition, a file benchmark.json",
            DefaultValueFactory = _ => BenchmarkCatalog.DefaultName,
        };
        var command = new Command("score", "Score a file of per-prompt scores and print the result as JSON") { path, benchmark };
        command.SetAction((parsed, cancellationToken) => CommandLine.AnswerAsync(async () =>
        {
            var file = parsed.GetRequiredValue(path);
            await using var stream = NamedFile.Open(file);
            var report = await ScoreReport.ReadAsync(
                stream, Path.GetFileName(file), await FindAsync(parsed.GetRequiredValue(benchmark), cancellationToken), cancellationToken);
            foreach (var warning in report.Warnings)
            {
                await Console.Error.WriteLineAsync(warning);
            }

            Console.WriteLine(report.Json);
        }));
        return command;
    }

    private static async Task<BenchmarkDefinition> FindAsync(string nameOrFile, CancellationToken cancellationToken) =>
        BenchmarkCatalog.Find(nameOrFile)
        ?? (Path.Exists(nameOrFile)
            ? DefinitionFile.Read(await NamedFile.ReadTextAsync(nameOrFile, cancellationToken))
            : throw new DefinitionException($"There is no benchmark '{nameOrFile}'. Use one of {string.Join(", ", BenchmarkCatalog.All.Select(known => known.Name))}, or a file."));
}
