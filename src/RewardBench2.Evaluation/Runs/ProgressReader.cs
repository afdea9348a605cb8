using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Reads from the database where a run stands, whichever process scores it.</summary>
public sealed class ProgressReader(RunTable runs, PromptTable prompts, PromptScoreTable scores, TimeProvider clock)
{
    public async Task<RunProgress?> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return null;
        }

        var scoreboard = new RunScoreboard(
            run.DatasetKind,
            await prompts.ReadAllAsync(run.DatasetId, cancellationToken),
            await scores.ReadOfRunAsync(runId, cancellationToken));
        var subsets = scoreboard.Subsets();
        return new RunProgress
        {
            RunId = run.RunId,
            Model = run.Model,
            Dataset = run.Dataset,
            State = run.State,
            Reason = run.Reason,
            PromptsScored = scoreboard.PromptsScored,
            PromptsTotal = run.PromptsTotal,
            PromptsFailed = scoreboard.PromptsFailed,
            CompletionsPerSecond = 0,
            EtaSeconds = null,
            Retries = 0,
            Subsets = subsets,
            Average = scoreboard.Average(subsets),
            At = clock.GetUtcNow(),
        };
    }
}
