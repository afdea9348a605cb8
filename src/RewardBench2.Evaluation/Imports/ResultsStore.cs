using System.Globalization;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Evaluation.Worker;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Stores result files that were read: aggregates as reported scores, per-prompt files as uploaded runs on the official dataset.</summary>
public sealed class ResultsStore(
    ReportedScoreTable reported, ImportedRuns imported, ScoresUpload upload, NewRuns newRuns, StorageRetry retry, RunAnnouncer announcer, TimeProvider clock)
{
    /// <summary>
    /// How many files are best stored in one go: every run has a row in nearly every page of an index, and a page that
    /// changes for several runs is written once.
    /// </summary>
    internal const int AtOnce = 16;

    /// <exception cref="InvalidFileException">The model cannot be called what the file calls it.</exception>
    internal static void CheckModel(ReadResults read, string file)
    {
        if (read is ReadResults.Scores scores && SubmissionRules.CheckModel(scores.Model, scores.ModelType) is { } refused)
        {
            throw new InvalidFileException($"{Path.GetFileName(file)}: {refused.Detail}");
        }
    }

    internal async Task<bool> IsHereAsync(ReadResults read, CancellationToken cancellationToken) =>
        read is ReadResults.Scores scores
        && await imported.HasAsync(scores.Upload.Target.Dataset.DatasetId, scores.Model, read.Sha256, cancellationToken);

    /// <summary>Scores a file that was read, so that storing it is all that is left to do.</summary>
    internal async Task<ScoredFile> ScoreAsync(ReadResults read, ResultsSource source, CancellationToken cancellationToken)
    {
        if (read is not ReadResults.Scores scores)
        {
            return new ScoredFile(read, source, run: null);
        }

        var request = new SubmissionRequest { Model = scores.Model, ModelType = scores.ModelType, Dataset = DatasetImport.Official };
        var (run, _) = newRuns.MakeUploaded(request, $"{source.Version}, sha256 {read.Sha256}", scores.Upload.Target.Dataset, Submitter.Site, NameDecision.Free);
        return new ScoredFile(read, source, await upload.ScoreAsync(run, scores.Upload, cancellationToken));
    }

    /// <summary>Stores files: all runs of them or none, all reported scores or none.</summary>
    /// <returns>For each, whether anything changed; false when the same was here already.</returns>
    internal async Task<IReadOnlyList<bool>> StoreAsync(IReadOnlyList<ScoredFile> files, CancellationToken cancellationToken)
    {
        var runs = files.Where(file => file.Run is not null).ToList();
        var areNew = runs.Count == 0 ? [] : await retry.DoAsync(
            () => imported.StoreAsync([.. runs.Select(file => file.Run!)], clock.GetUtcNow(), cancellationToken), _ => Task.CompletedTask, cancellationToken);
        var reports = files.Where(file => file.Read is ReadResults.Aggregates).ToList();
        var haveChanged = reports.Count == 0 ? [] : await retry.DoAsync(
            () => reported.ImportAsync([.. reports.Select(ToReport)], cancellationToken), _ => Task.CompletedTask, cancellationToken);
        var changed = runs.Zip(areNew).Concat(reports.Zip(haveChanged)).Where(pair => pair.Second).Select(pair => pair.First).ToHashSet();
        foreach (var file in runs.Where(changed.Contains))
        {
            var target = ((ReadResults.Scores)file.Read).Upload.Target;
            await announcer.AnnounceAsync(FinishedProgress.Of(file.Run!, target.Dataset, target.Rows, clock.GetUtcNow()));
        }

        return [.. files.Select(changed.Contains)];
    }

    private (NewReportSource Source, PublishedRow Row) ToReport(ScoredFile file)
    {
        var read = (ReadResults.Aggregates)file.Read;
        var header = read.Result.Header;
        return (
            new NewReportSource(
                DatasetImport.Official,
                Title: $"{file.Source.Name}: {header.Model}",
                file.Source.Url,
                RetrievedOn: clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Revision: read.Sha256),
            new PublishedRow(header.Model, header.ModelType, IsSweep: false, read.Result.Subsets.ToDictionary(score => score.Key.Name, score => score.Value)));
    }
}

/// <summary>A result file with nothing left to do but to store it.</summary>
/// <param name="run">Of a per-prompt file; <c>null</c> for aggregates.</param>
internal sealed class ScoredFile(ReadResults read, ResultsSource source, ImportedRun? run)
{
    public ReadResults Read => read;

    public ResultsSource Source => source;

    public ImportedRun? Run => run;
}
