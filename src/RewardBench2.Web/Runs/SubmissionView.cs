using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Live;

namespace RewardBench2.Web.Runs;

/// <summary>One model's runs that were submitted together, and where each stands.</summary>
/// <param name="Runs">In the order in which they are scored.</param>
/// <param name="Check">What the check that they share found out; <c>null</c> before it, and for backends that are not checked.</param>
public sealed record SubmissionView(IReadOnlyList<(RunRow Run, RunProgress Progress)> Runs, CheckReport? Check, RunRole Role)
{
    public string Model => Runs[0].Run.Model;

    public int Scored => Runs.Sum(one => one.Progress.PromptsScored);

    public int Total => Runs.Sum(one => one.Progress.PromptsTotal);

    public int Ended => Runs.Count(one => RunState.IsEnded(one.Progress.State));
}

/// <summary>Reads runs that were submitted together.</summary>
public sealed class SubmissionReader(SubmissionTable submissions, ProgressReader reader, ProgressFeed feed)
{
    /// <summary>Those that may be seen; <c>null</c> when there are none.</summary>
    public async Task<SubmissionView?> ReadAsync(string submission, RunCredentials shown, CancellationToken cancellationToken)
    {
        var runs = new List<(RunRow, RunProgress)>();
        var role = RunRole.Anyone;
        CheckReport? check = null;
        foreach (var run in await submissions.ReadRunsAsync(submission, cancellationToken))
        {
            role = RunAccess.RoleOf(run, shown);
            if (RunAccess.MaySee(run, role) && await reader.ReadAsync(run.RunId, cancellationToken) is { } stored)
            {
                runs.Add((run, feed.MergeLive(stored)));
                check ??= CheckReport.Parse(run.CheckReport);
            }
        }

        return runs.Count == 0 ? null : new SubmissionView(runs, check, role);
    }
}
