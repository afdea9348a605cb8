using System.CommandLine;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Web.Commands;

/// <summary><c>import benchmark FILE.json</c>: the definition of a benchmark, whose rows are then imported as a dataset.</summary>
internal static class ImportBenchmarkCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("definition") { Description = "A benchmark.json; docs/formats.md describes it" };
        var command = new Command("benchmark", "Import the definition of a benchmark") { path };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(async services =>
        {
            var benchmark = DefinitionFile.Read(await NamedFile.ReadTextAsync(parsed.GetRequiredValue(path), cancellationToken));
            var isNew = await services.GetRequiredService<BenchmarkTable>().AddAsync(benchmark, cancellationToken);
            Console.WriteLine(isNew
                ? $"Imported the benchmark '{benchmark.Name}' ({benchmark.Subsets.Count} subsets). Next: import dataset ROWS --benchmark {benchmark.Name}"
                : $"The benchmark '{benchmark.Name}' is here already; nothing changed.");
        }));
        return command;
    }
}
