using System.Threading.Channels;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>
/// Imports a repository's result files as they arrive: one is read, joined and scored while those before it are stored.
/// A file that cannot be joined keeps no other out.
/// </summary>
internal sealed class ResultsPipeline(ImportSession session, ResultsStore store, ResultsSource source)
{
    /// <param name="arrive">Gives a file's path once it is whole; <c>null</c> where it was imported before.</param>
    /// <param name="onFile">Hears what became of each file, in their order, once that is stored.</param>
    /// <exception cref="HubException">A file did not arrive; those before it are stored.</exception>
    public async Task RunAsync(
        IReadOnlyList<HubFile> files, Func<HubFile, Task<string?>> arrive, Action<ImportedFile> onFile, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A bound, so that what waits to be stored does not grow with the number of files.
        var channel = Channel.CreateBounded<ReadFile>(ResultsStore.AtOnce / 2);
        var reading = Task.Run(() => ReadAsync(files, arrive, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            var waiting = new List<ReadFile>();
            await foreach (var file in channel.Reader.ReadAllAsync(cancellationToken))
            {
                waiting.Add(file);
                if (waiting.Count == ResultsStore.AtOnce)
                {
                    await StoreAsync(waiting, onFile, cancellationToken);
                    waiting.Clear();
                }
            }

            await StoreAsync(waiting, onFile, cancellationToken);
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(
        IReadOnlyList<HubFile> files, Func<HubFile, Task<string?>> arrive, ChannelWriter<ReadFile> read, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in files)
            {
                await read.WriteAsync(
                    await arrive(file) is { } path ? await ReadAsync(path, file.Path, cancellationToken) : new ReadFile(file.Path, Scored: null),
                    cancellationToken);
            }
        }
        finally
        {
            read.Complete();
        }
    }

    private async Task<ReadFile> ReadAsync(string file, string path, CancellationToken cancellationToken)
    {
        try
        {
            var read = await session.ReadAsync(file, cancellationToken, ModelOf(path));
            ResultsStore.CheckModel(read, file);
            return new ReadFile(path, await store.ScoreAsync(read, source, cancellationToken));
        }
        catch (InvalidFileException invalid)
        {
            return new ReadFile(path, Scored: null, invalid.Message);
        }
    }

    private async Task StoreAsync(List<ReadFile> files, Action<ImportedFile> onFile, CancellationToken cancellationToken)
    {
        List<ScoredFile> scored = [.. files.Select(file => file.Scored).OfType<ScoredFile>()];
        var areNew = scored.Zip(await store.StoreAsync(scored, cancellationToken)).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var file in files)
        {
            onFile(file switch
            {
                { Refusal: { } refusal } => new ImportedFile(file.Path, Model: null, FileOutcome.Refused, refusal),
                { Scored: { } read } => new ImportedFile(file.Path, read.Read.Model, areNew[read] ? FileOutcome.Added : FileOutcome.Here, Describe(read.Read)),
                _ => new ImportedFile(file.Path, ModelOf(file.Path), FileOutcome.Here, "Here already."),
            });
        }
    }

    private static string Describe(ReadResults read) => read switch
    {
        ReadResults.Scores scores => scores.Upload.Scores.Report.Summary,
        ReadResults.Aggregates aggregates => $"Published scores of {string.Join(", ", aggregates.Result.Subsets.Keys.Select(subset => subset.Name))}.",
        _ => "",
    };

    // eval-set/ORG/MODEL.json
    private static string? ModelOf(string path) =>
        path.Split('/') is [_, var organization, var file] ? $"{organization}/{Path.GetFileNameWithoutExtension(file)}" : null;

    /// <param name="Scored"><c>null</c> where it was refused, or imported before.</param>
    private sealed record ReadFile(string Path, ScoredFile? Scored, string? Refusal = null);
}
