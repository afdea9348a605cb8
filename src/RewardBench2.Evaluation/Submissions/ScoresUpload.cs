using System.Text.Json;
using RewardBench2.Benchmark;
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

    /// <summary>Joins a file that was read with the dataset's prompts; nothing is stored yet.</summary>
    /// <param name="sha256">Of the file.</param>
    /// <exception cref="InvalidFileException">Not one row belongs to the dataset.</exception>
    public static JoinedUpload Join(UploadTarget target, ScoresContent content, string sha256) =>
        new(target, ScoresJoin.Join(content, target.Dataset.Benchmark, target.Prompts), sha256);

    /// <summary>Reads a dataset's prompts, which every file is joined to.</summary>
    public async Task<UploadTarget> ReadTargetAsync(DatasetRow dataset, CancellationToken cancellationToken)
    {
        var rows = await prompts.ReadAllAsync(dataset.DatasetId, cancellationToken);
        return new UploadTarget(dataset, rows, await prompts.ReadWholeAsync(rows, cancellationToken));
    }

    /// <summary>Reads a file once and joins it to the dataset's prompts; nothing is stored yet.</summary>
    /// <exception cref="InvalidFileException">The file holds no scores of this dataset.</exception>
    public async Task<JoinedUpload> ReadAsync(
        DatasetRow dataset, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var target = await ReadTargetAsync(dataset, cancellationToken);
        await using var hashing = new HashingStream(file);
        var content = await ScoresFile.ReadAsync(hashing, fileName, target.Scored, progress, cancellationToken);
        return Join(target, content, hashing.Sha256);
    }

    /// <summary>Makes the run, leased to this upload.</summary>
    public Task CreateAsync(NewRun run, JoinedUpload upload, CancellationToken cancellationToken) =>
        runs.CreateAsync(Leased(run, upload), cancellationToken);

    /// <summary>Scores what was read and joined, to be stored with its run in one go.</summary>
    public async Task<ImportedRun> ScoreAsync(NewRun run, JoinedUpload upload, CancellationToken cancellationToken)
    {
        var (dataset, rows, _) = upload.Target;
        var joined = ToScores(upload);
        var promptOf = rows.ToDictionary(row => row.PromptId);
        var result = await scoring.ScoreAsync(
            dataset.DatasetId, dataset.Benchmark, rows, [.. joined.Select(score => PromptScore.From(promptOf[score.PromptId], score))], cancellationToken);
        return new ImportedRun(Leased(run, upload), Lease(run.RunId), joined, result with { Cause = upload.Scores.Report.Summary });
    }

    /// <summary>Stores and scores what was read. Nothing cancels it: a visitor who leaves now still finds the run whole.</summary>
    public async Task FinishAsync(string runId, JoinedUpload upload)
    {
        var (dataset, rows, _) = upload.Target;
        var joined = ToScores(upload);
        await RetryAsync(() => scores.StoreAsync(Lease(runId), joined, CancellationToken.None));
        await RetryAsync(async () =>
        {
            var result = await scoring.ScoreAsync(runId, dataset.DatasetId, dataset.Benchmark, rows, CancellationToken.None);
            await scores.FinishAsync(Lease(runId), result with { Cause = upload.Scores.Report.Summary }, clock.GetUtcNow(), CancellationToken.None);
        });
        await announcer.AnnounceAsync(runId, CancellationToken.None);
    }

    private Task RetryAsync(Func<Task> work) => retry.DoAsync(work, _ => Task.CompletedTask, CancellationToken.None);

    private static NewRun Leased(NewRun run, JoinedUpload upload) => run with
    {
        Owner = Lease(run.RunId).Owner,
        JoinReport = JsonSerializer.Serialize(upload.Scores.Report, SubmissionJson.Options),
        ContentSha256 = upload.Sha256,
    };

    private static RunLease Lease(string runId) => new(runId, $"upload/{runId}", Fence: 0);

    private static NewPromptScore[] ToScores(JoinedUpload upload)
    {
        var benchmark = upload.Target.Dataset.Benchmark;
        var promptIds = upload.Target.Rows.ToDictionary(row => row.Id, row => row.PromptId);
        return [.. upload.Scores.Rows.Select(row => ToScore(benchmark, promptIds[row.Prompt.Id], row))];
    }

    private static NewPromptScore ToScore(BenchmarkDefinition? benchmark, long promptId, JoinedRow row) => new(
        promptId,
        row.Row.Rewards,
        row.Row.Rewards.Count > 0 ? BenchmarkScores.ResultOf(benchmark, row.Prompt, row.Row.Rewards) : row.Row.ReportedResult);
}

/// <summary>The dataset that files of scores are joined to.</summary>
/// <param name="Rows">Its prompts as they are stored, in its order.</param>
/// <param name="Prompts">The same with their completions' texts.</param>
public sealed record UploadTarget(DatasetRow Dataset, IReadOnlyList<PromptRow> Rows, IReadOnlyList<Prompt> Prompts)
{
    /// <summary>As readers of scores files take it.</summary>
    public ScoredDataset Scored => new(Dataset.Benchmark, Prompts);
}

/// <summary>A file of scores that was read and joined.</summary>
/// <param name="Sha256">Of the file, 64 lower-case hexadecimal digits.</param>
public sealed record JoinedUpload(UploadTarget Target, JoinedScores Scores, string Sha256);
