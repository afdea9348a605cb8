using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Scores a run whose rewards are all stored, whatever kind its dataset is of.</summary>
public sealed class RunScoring(PromptTable prompts, PromptScoreTable scores)
{
    public async Task<RunResult> ScoreAsync(
        string runId, long datasetId, string datasetKind, IReadOnlyList<PromptRow> rows, CancellationToken cancellationToken)
    {
        var stored = await scores.ReadOfRunAsync(runId, cancellationToken);
        return datasetKind == CandidateResults.Kind
            ? CandidateResults.Of(await prompts.ReadLabelsAsync(datasetId, cancellationToken), stored)
            : RunResults.Of(rows, stored);
    }
}
