using System.CommandLine;
using System.Globalization;
using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Commands;

/// <summary><c>import results PATH|hf:ORG/NAME[@REVISION]</c>: official result files, aggregates and per prompt, one file or a folder.</summary>
internal static class ImportResultsCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("source") { Description = "A file, a folder with eval-set/ and eval-set-scores/, or hf:ORG/NAME[@REVISION]" };
        var command = new Command("results", "Import results in the official formats") { path };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(services => ImportAsync(services, parsed.GetRequiredValue(path), cancellationToken)));
        return command;
    }

    private static async Task ImportAsync(IServiceProvider services, string source, CancellationToken cancellationToken)
    {
        var import = services.GetRequiredService<ResultsImport>();
        if (HubRepository.Parse(source) is not { } repository)
        {
            var found = Files(source);
            Tell(found.Count, await import.ImportAsync(found, ResultsSource.From(source), cancellationToken));
            return;
        }

        using var folder = await HubFolder.OpenAsync(
            services.GetRequiredService<HubSource>(), repository, Console.Error.WriteLine, cancellationToken);
        var files = await ConsoleProgress.ShowDownloadAsync(
            $"Downloading {repository}", progress => folder.DownloadAsync(folder.Snapshot.ResultFiles, progress, cancellationToken));
        Tell(files.Count, await import.ImportAsync(files, ResultsSource.From(folder.Snapshot.Repository), cancellationToken));
        folder.Complete();
    }

    private static void Tell(int files, int added) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Imported {added:N0} files; {files - added:N0} were here already."));

    private static IReadOnlyList<string> Files(string source) =>
        File.Exists(source) ? [source]
        : Directory.Exists(source) ? [.. Directory.EnumerateFiles(source, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : throw new FileNotFoundException($"There is no file or folder '{source}'. Give the path of one, or hf:ORG/NAME[@REVISION].");
}
