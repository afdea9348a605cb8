using System.CommandLine;
using System.Globalization;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Commands;

/// <summary><c>import results PATH|hf:ORG/NAME</c>: official result files, aggregates and per prompt, one file or a folder.</summary>
internal static class ImportResultsCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("source") { Description = "A file, a folder with eval-set/ and eval-set-scores/, or hf:ORG/NAME" };
        var command = new Command("results", "Import results in the official formats") { path };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(async services =>
        {
            var source = parsed.GetRequiredValue(path);
            using var hub = new HubFolder(services.GetRequiredService<HubSource>());
            var files = HubRepository.Parse(source) is { } repository
                ? await ConsoleProgress.ShowDownloadAsync(
                    $"Downloading {repository}", progress => hub.DownloadResultsAsync(repository, progress, cancellationToken))
                : Files(source);
            var added = await services.GetRequiredService<ResultsImport>().ImportAsync(files, source, cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Imported {added:N0} files; {files.Count - added:N0} were here already."));
        }));
        return command;
    }

    private static IReadOnlyList<string> Files(string source) =>
        File.Exists(source) ? [source]
        : Directory.Exists(source) ? [.. Directory.EnumerateFiles(source, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : throw new FileNotFoundException($"There is no file or folder '{source}'. Give the path of one, or hf:ORG/NAME.");
}
