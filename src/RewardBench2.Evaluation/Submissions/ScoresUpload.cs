using System.Text.Json;
using RewardBench2.Evaluation.Runs;
using RewardBench2.Exchange;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Makes a finished run of a file of per-prompt scores.</summary>
public sealed class ScoresUpload(
    PromptTable prompts, RunTable runs, PromptScoreTable scores, RunScoring scoring, ProgressReader reader, IProgressAnnouncer announcer, TimeProvider clock)
{
    /// <summary>The backend's kind of such runs.</summary>
    public const string Kind = "upload";

    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    /// <param name="run">The run to make, without its join report.</param>
    /// <exception cref="InvalidFileException">The file holds no scores of this dataset; nothing was stored.</exception>
    public async Task StoreAsync(
        NewRun run, DatasetRow dataset, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var rows = await prompts.ReadAllAsync(dataset.DatasetId, cancellationToken);
        var joined = await JoinAsync(rows, file, fileName, progress, cancellationToken);

        var lease = new RunLease(run.RunId, Owner: $"upload/{run.RunId}", Fence: 0);
        await runs.CreateAsync(
            run with { Owner = lease.Owner, JoinReport = JsonSerializer.Serialize(joined.Report, SubmissionJson.Options) },
            cancellationToken);

        // From here on nothing is cancelled: a visitor who leaves now still finds the run whole.
        var promptIds = rows.ToDictionary(row => row.Id, row => row.PromptId);
        await scores.StoreAsync(lease, [.. joined.Rows.Select(row => ToScore(dataset.Kind, promptIds[row.Prompt.Id], row))], CancellationToken.None);
        var result = await scoring.ScoreAsync(run.RunId, dataset.DatasetId, dataset.Kind, rows, CancellationToken.None);
        await scores.FinishAsync(lease, result with { Cause = joined.Report.Summary }, clock.GetUtcNow(), CancellationToken.None);
        if (await reader.ReadAsync(run.RunId, CancellationToken.None) is { } told)
        {
            await announcer.AnnounceAsync(told);
        }
    }

    private async Task<JoinedScores> JoinAsync(
        IReadOnlyList<PromptRow> rows, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var whole = await prompts.ReadWholeAsync(rows, cancellationToken);
        var content = await ScoresFile.ReadAsync(file, fileName, whole, progress, cancellationToken);
        return ScoresJoin.Of(content, whole);
    }

    private static NewPromptScore ToScore(string datasetKind, long promptId, JoinedRow row)
    {
        double? result = row.Row.Rewards.Count > 0 ? RunResults.ResultOf(datasetKind, row.Prompt, row.Row.Rewards)
            : row.Prompt.IsTies ? null
            : row.Row.ReportedResult;
        return new NewPromptScore(promptId, row.Row.Rewards, result);
    }
}
