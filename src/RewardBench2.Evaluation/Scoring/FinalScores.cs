using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Scoring;

/// <summary>Scores a run whose rewards are all stored, whatever kind its dataset is of.</summary>
public sealed class FinalScores(PromptTable prompts, PromptScoreTable scores)
{
    public async Task<RunResult> ScoreAsync(
        string runId, long datasetId, BenchmarkDefinition? benchmark, IReadOnlyList<PromptRow> rows, CancellationToken cancellationToken)
    {
        var stored = await scores.ReadOfRunAsync(runId, cancellationToken);
        return await ScoreAsync(datasetId, benchmark, rows, stored, cancellationToken);
    }

    /// <summary>Scores what will be stored as it is.</summary>
    /// <param name="benchmark">What the dataset's prompts are of; <c>null</c> for candidates.</param>
    /// <param name="stored">In the dataset's order.</param>
    public async Task<RunResult> ScoreAsync(
        long datasetId,
        BenchmarkDefinition? benchmark,
        IReadOnlyList<PromptRow> rows,
        IReadOnlyList<PromptScore> stored,
        CancellationToken cancellationToken) =>
        benchmark is null
            ? CandidateScores.Compute(await prompts.ReadLabelsAsync(datasetId, cancellationToken), stored)
            : BenchmarkScores.Compute(benchmark, rows, stored);
}
