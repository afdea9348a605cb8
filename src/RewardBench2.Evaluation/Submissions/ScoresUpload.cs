using System.Text.Json;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Evaluation.Worker;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Makes a finished run of a file of per-prompt scores.</summary>
public sealed class ScoresUpload(
    PromptTable prompts,
    RunTable runs,
    PromptScoreTable scores,
    FinalScores scoring,
    StorageRetry retry,
    RunAnnouncer announcer,
    TimeProvider clock)
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    /// <summary>Reads a file and joins it to the dataset's prompts; nothing is stored yet.</summary>
    /// <param name="run">The run to make, without its join report.</param>
    /// <exception cref="InvalidFileException">The file holds no scores of this dataset.</exception>
    public async Task<ReadUpload> ReadAsync(
        NewRun run, DatasetRow dataset, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var rows = await prompts.ReadAllAsync(dataset.DatasetId, cancellationToken);
        var joined = await JoinAsync(rows, file, fileName, progress, cancellationToken);
        var ownRun = run with { Owner = $"upload/{run.RunId}", JoinReport = JsonSerializer.Serialize(joined.Report, SubmissionJson.Options) };
        return new ReadUpload(ownRun, dataset, rows, joined);
    }

    /// <summary>Makes the run, held by this upload.</summary>
    public Task CreateAsync(ReadUpload upload, CancellationToken cancellationToken) => runs.CreateAsync(upload.Run, cancellationToken);

    /// <summary>Stores and scores what was read. Nothing cancels it: a visitor who leaves now still finds the run whole.</summary>
    public async Task FinishAsync(ReadUpload upload)
    {
        var (run, dataset, rows, joined) = upload;
        var lease = new RunLease(run.RunId, run.Owner!, Fence: 0);
        var promptIds = rows.ToDictionary(row => row.Id, row => row.PromptId);
        NewPromptScore[] joinedScores = [.. joined.Rows.Select(row => ToScore(dataset.Kind, promptIds[row.Prompt.Id], row))];
        await RetryAsync(() => scores.StoreAsync(lease, joinedScores, CancellationToken.None));
        await RetryAsync(async () =>
        {
            var result = await scoring.ScoreAsync(run.RunId, dataset.DatasetId, dataset.Kind, rows, CancellationToken.None);
            await scores.FinishAsync(lease, result with { Cause = joined.Report.Summary }, clock.GetUtcNow(), CancellationToken.None);
        });
        await announcer.AnnounceAsync(run.RunId, CancellationToken.None);
    }

    private Task RetryAsync(Func<Task> work) => retry.DoAsync(work, _ => Task.CompletedTask, CancellationToken.None);

    private async Task<JoinedScores> JoinAsync(
        IReadOnlyList<PromptRow> rows, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var whole = await prompts.ReadWholeAsync(rows, cancellationToken);
        var content = await ScoresFile.ReadAsync(file, fileName, whole, progress, cancellationToken);
        return ScoresJoin.Of(content, whole);
    }

    private static NewPromptScore ToScore(string datasetKind, long promptId, JoinedRow row)
    {
        double? result = row.Row.Rewards.Count > 0 ? BenchmarkScores.ResultOf(datasetKind, row.Prompt, row.Row.Rewards)
            : row.Prompt.IsTies ? null
            : row.Row.ReportedResult;
        return new NewPromptScore(promptId, row.Row.Rewards, result);
    }
}

/// <summary>A file of scores that was read and joined.</summary>
/// <param name="Rows">The dataset's prompts.</param>
public sealed record ReadUpload(NewRun Run, DatasetRow Dataset, IReadOnlyList<PromptRow> Rows, JoinedScores Joined);
