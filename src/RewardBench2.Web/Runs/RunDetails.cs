using System.Runtime.CompilerServices;
using System.Text.Json;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Live;

namespace RewardBench2.Web.Runs;

/// <summary>Everything a run's page shows, the same for everyone who may see it.</summary>
/// <param name="Judge">Once the run has ended; <c>null</c> without a judge.</param>
/// <param name="Outcome">Once the run is finished; <c>null</c> for candidates.</param>
public sealed record RunDetails(
    RunRow Run,
    RunProgress Progress,
    IReadOnlyList<RunEvent> Events,
    CheckReport? Check,
    IReadOnlyList<ProtocolFact> Protocol,
    JudgeAnswers? Judge,
    JoinReport? Join,
    RunOutcome? Outcome);

/// <summary>Reads what a run's page shows.</summary>
public sealed class RunDetailsReader(RunTable runs, ProgressReader reader, ProgressFeed feed, JudgeReader judges, RunOutcomeReader outcomes)
{
    private readonly ConditionalWeakTable<RunProgress, TaskCompletionSource<RunDetails?>> _byMessage = [];

    /// <summary>Where a run stands now; <c>null</c> when there is none.</summary>
    public async Task<RunDetails?> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run || await reader.ReadAsync(runId, cancellationToken) is not { } stored)
        {
            return null;
        }

        var events = await runs.ReadEventsAsync(runId, cancellationToken);
        return new RunDetails(
            run,
            feed.MergeLive(stored),
            events,
            CheckReport.Parse(run.CheckReport),
            ProtocolFacts.From(run),
            RunState.IsEnded(run.State) ? await judges.ReadAsync(runId, run.Benchmark, cancellationToken) : null,
            run.JoinReport is null ? null : JsonSerializer.Deserialize<JoinReport>(run.JoinReport, SubmissionJson.Options),
            await outcomes.ReadAsync(run, events, cancellationToken));
    }

    /// <summary>Where a run stands after a message that all of its open pages hear; they share one reading.</summary>
    public Task<RunDetails?> ReadAsync(RunProgress message, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource<RunDetails?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = _byMessage.GetValue(message, _ => mine);
        return shared == mine
            ? mine.CompleteAsync(() => ReadAsync(message.RunId, CancellationToken.None))
            : shared.Task.WaitAsync(cancellationToken);
    }
}
