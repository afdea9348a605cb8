using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Stores result files that were read: aggregates as reported scores, per-prompt files as uploaded runs on the official dataset.</summary>
public sealed class ResultsStore(ReportedScoreTable reported, ImportedRuns imported, SubmissionService submissions, TimeProvider clock)
{
    /// <exception cref="InvalidFileException">The model cannot be called what the file calls it.</exception>
    internal static void CheckModel(ReadResults read, string file)
    {
        if (read is ReadResults.Scores scores && SubmissionRules.CheckModel(scores.Model, scores.ModelType) is { } refused)
        {
            throw Refuse(file, refused);
        }
    }

    internal async Task<bool> IsHereAsync(ReadResults read, CancellationToken cancellationToken) =>
        read is ReadResults.Scores scores
        && await imported.HasAsync(scores.Upload.Target.Dataset.DatasetId, scores.Model, read.Sha256, cancellationToken);

    /// <returns>Whether anything changed; false when the same was here already.</returns>
    /// <exception cref="InvalidFileException">The file's content is refused.</exception>
    internal async Task<bool> StoreAsync(ReadResults read, string file, ResultsSource source, CancellationToken cancellationToken) => read switch
    {
        ReadResults.Aggregates aggregates => await StoreAsync(aggregates, source, cancellationToken),
        ReadResults.Scores scores when !await IsHereAsync(scores, cancellationToken) => await StoreAsync(scores, file, source, cancellationToken),
        _ => false,
    };

    private Task<bool> StoreAsync(ReadResults.Aggregates read, ResultsSource source, CancellationToken cancellationToken)
    {
        var header = read.Result.Header;
        return reported.ImportAsync(
            new NewReportSource(
                DatasetImport.Official,
                Title: $"{source.Name}: {header.Model}",
                source.Url,
                RetrievedOn: clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Revision: read.Sha256),
            [new PublishedRow(header.Model, header.ModelType, IsSweep: false, read.Result.Subsets.ToDictionary(score => score.Key.Name(), score => score.Value))],
            cancellationToken);
    }

    private async Task<bool> StoreAsync(ReadResults.Scores read, string file, ResultsSource source, CancellationToken cancellationToken)
    {
        var outcome = await submissions.SubmitScoresAsync(
            new SubmissionRequest { Model = read.Model, ModelType = read.ModelType, Dataset = DatasetImport.Official },
            read.Upload,
            fileName: $"{source.Version}, sha256 {read.Sha256}",
            cancellationToken);
        return outcome is SubmissionOutcome.Refused refused ? throw Refuse(file, refused.Refusal) : true;
    }

    private static InvalidFileException Refuse(string file, Refusal refusal) => new($"{Path.GetFileName(file)}: {refusal.Detail}");
}
