using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Datasets;

namespace RewardBench2.TestHost.Content;

/// <summary>Brings the made-up files of a benchmark into a site, as its import command does.</summary>
public static class MadeUpImports
{
    public static async Task ImportAsync(IServiceProvider services, string benchmark, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("rewardbench2-");
        try
        {
            var files = MadeUpBenchmarks.FilesOf(benchmark);
            foreach (var (name, text) in files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text, cancellationToken);
            }

            var wanted = benchmark == "house-rules" ? DefinitionFile.Read(MadeUpBenchmarks.OwnDefinition) : null;
            var content = await services.GetRequiredService<DatasetUpload>().ReadFilesAsync(
                [.. files.Select(file => Path.Combine(folder.FullName, file.Name))], wanted, new Progress<FileProgress>(), cancellationToken);
            await services.GetRequiredService<DatasetImport>().ImportAsync(
                benchmark, DatasetImport.TitleOf(benchmark, content), "made up", licence: null, content, replaceRuns: false, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
