using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings official result files in: aggregates as reported scores, per-prompt files as uploaded runs on the official dataset.</summary>
public sealed class ResultsImport(
    ReportedScoreTable reported, ImportedRuns imported, DatasetTable datasets, ScoresUpload upload, SubmissionService submissions, TimeProvider clock)
{
    /// <summary>Imports files in either format: all of them, or none where one of them is bad.</summary>
    /// <param name="source">What the operator named: a path, or hf:ORG/NAME.</param>
    /// <returns>How many files changed something; the others were here already.</returns>
    /// <exception cref="InvalidFileException">A file is of neither format; nothing was stored.</exception>
    /// <exception cref="StorageException">The dataset that per-prompt files belong to is not here; nothing was stored.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<string> files, string source, CancellationToken cancellationToken)
    {
        var session = new ImportSession(datasets, upload);
        var missing = new List<string>();
        foreach (var file in files)
        {
            // Read to find a bad file before the first is stored, then dropped: a folder's rewards would fill the memory.
            var read = await session.ReadAsync(file, cancellationToken);
            CheckModel(read, file);
            if (!await IsHereAsync(read, cancellationToken))
            {
                missing.Add(file);
            }
        }

        var added = 0;
        foreach (var file in missing)
        {
            if (await StoreAsync(await session.ReadAsync(file, cancellationToken), file, source, cancellationToken))
            {
                added++;
            }
        }

        return added;
    }

    private static void CheckModel(ReadResults read, string file)
    {
        if (read is ReadResults.Scores scores && SubmissionRules.CheckModel(scores.Model, scores.ModelType) is { } refused)
        {
            throw Refuse(file, refused);
        }
    }

    private async Task<bool> IsHereAsync(ReadResults read, CancellationToken cancellationToken) =>
        read is ReadResults.Scores scores
        && await imported.HasAsync(scores.Upload.Target.Dataset.DatasetId, scores.Model, read.Sha256, cancellationToken);

    private async Task<bool> StoreAsync(ReadResults read, string file, string source, CancellationToken cancellationToken) => read switch
    {
        ReadResults.Aggregates aggregates => await StoreAsync(aggregates, source, cancellationToken),
        ReadResults.Scores scores when !await IsHereAsync(scores, cancellationToken) => await StoreAsync(scores, file, source, cancellationToken),
        _ => false,
    };

    private Task<bool> StoreAsync(ReadResults.Aggregates read, string source, CancellationToken cancellationToken)
    {
        var header = read.Result.Header;
        return reported.ImportAsync(
            new NewReportSource(
                DatasetImport.Official,
                Title: $"{NameOf(source)}: {header.Model}",
                Url: HubRepository.Parse(source) is { } repository ? $"https://huggingface.co/datasets/{repository}" : null,
                RetrievedOn: clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Revision: read.Sha256),
            [new PublishedRow(header.Model, header.ModelType, IsSweep: false, read.Result.Subsets.ToDictionary(score => score.Key.Name(), score => score.Value))],
            cancellationToken);
    }

    private async Task<bool> StoreAsync(ReadResults.Scores read, string file, string source, CancellationToken cancellationToken)
    {
        var outcome = await submissions.SubmitScoresAsync(
            new SubmissionRequest { Model = read.Model, ModelType = read.ModelType, Dataset = DatasetImport.Official },
            read.Upload,
            fileName: $"{NameOf(source)}, sha256 {read.Sha256}",
            cancellationToken);
        return outcome is SubmissionOutcome.Refused refused ? throw Refuse(file, refused.Refusal) : true;
    }

    private static string NameOf(string source) => Path.GetFileName(source.TrimEnd('/'));

    private static InvalidFileException Refuse(string file, Refusal refusal) => new($"{Path.GetFileName(file)}: {refusal.Detail}");
}
