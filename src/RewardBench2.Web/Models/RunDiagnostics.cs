using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Web.Prompts;
using RewardBench2.Web.Runs;

namespace RewardBench2.Web.Models;

/// <summary>What a run's rewards give away beyond its scores.</summary>
/// <param name="Ties">Ties taken apart; <c>null</c> without it.</param>
/// <param name="Sigmoid">What a sigmoid would have done; <c>null</c> where rewards are missing.</param>
/// <param name="Length">Length bias over all subsets but Ties; <c>null</c> without rewards.</param>
/// <param name="Judge">How it answered as a judge; <c>null</c> for models that are not judges.</param>
/// <param name="Unexpected">Prompts it has wrong though most models have them right, the most surprising first.</param>
/// <param name="Others">How many models those shares rest on.</param>
public sealed record RunDiagnostics(
    string Dataset, string RunId, TiesScore? Ties, SigmoidEffect? Sigmoid, LengthBias? Length, JudgeAnswers? Judge, IReadOnlyList<UnexpectedMiss> Unexpected, int Others);

/// <summary>A prompt that a model has wrong and others right.</summary>
/// <param name="ShareRight">The mean result over all models, a fraction.</param>
public sealed record UnexpectedMiss(string Id, string Subset, double ShareRight, string Excerpt);

/// <summary>Looks into a run prompt by prompt.</summary>
public sealed class RunDiagnosticsReader(ScoredRuns runs, ExplorerCache explorer, JudgeReader judges)
{
    private const int Shown = 10;

    public async Task<RunDiagnostics> ReadAsync(string dataset, string runId, CancellationToken cancellationToken)
    {
        var snapshot = await explorer.ReadAsync(dataset, cancellationToken);
        var benchmark = snapshot?.Benchmark ?? BenchmarkCatalog.RewardBench2;
        var run = await runs.ReadAsync(runId, benchmark, cancellationToken);
        var ties = run.Prompts.Where(prompt => prompt.Subset.IsTies && prompt.Rewards.Count > 0).ToList();
        var rewarded = run.Prompts.Where(prompt => prompt.Rewards.Count > 0).ToList();
        var outlines = snapshot?.Prompts.ToDictionary(prompt => prompt.Id) ?? [];
        var lengths = rewarded
            .Where(prompt => !prompt.Subset.IsTies && outlines.TryGetValue(prompt.Id, out var outline) && outline.CompletionLengths.Count == prompt.Rewards.Count)
            .Select(prompt => new RewardedLengths(prompt.Rewards, outlines[prompt.Id].CompletionLengths))
            .ToList();
        return new RunDiagnostics(
            dataset,
            runId,
            ties.Count == 0 ? null : Benchmark.Ties.Score(ties),
            rewarded.Count == run.Prompts.Count && rewarded.Count > 0 ? SigmoidEffect.Compute(benchmark, rewarded) : null,
            lengths.Count == 0 ? null : LengthBias.Compute(lengths),
            await judges.ReadAsync(runId, benchmark, cancellationToken),
            snapshot is null ? [] : Misses(run, snapshot),
            snapshot?.Measured.Count ?? 0);
    }

    private static List<UnexpectedMiss> Misses(ScoredRun run, ExplorerSnapshot snapshot)
    {
        var wrong = run.Prompts.Where(prompt => prompt.Subset.Rule is PromptRule rule && rule.ResultOf(prompt) == 0).Select(prompt => prompt.Id).ToHashSet();
        return
        [
            .. snapshot.Prompts
                .Zip(snapshot.Standings)
                .Where(prompt => wrong.Contains(prompt.First.Id) && prompt.Second.ShareRight > 0.5)
                .OrderByDescending(prompt => prompt.Second.ShareRight)
                .Take(Shown)
                .Select(prompt => new UnexpectedMiss(prompt.First.Id, prompt.First.Subset, prompt.Second.ShareRight!.Value, prompt.First.Excerpt)),
        ];
    }
}
