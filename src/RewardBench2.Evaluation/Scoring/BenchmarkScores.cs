using System.Collections.Concurrent;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Scoring;

/// <summary>From stored rewards to a run's scores.</summary>
public static class BenchmarkScores
{
    /// <summary>A prompt's result, a fraction; <c>null</c> in Ties, whose prompts have no result of their own.</summary>
    /// <param name="datasetKind"><c>benchmark</c>, or <c>candidates</c>: there it is what best-of-N earns with all N.</param>
    /// <param name="prompt">The prompt with its labels.</param>
    /// <param name="rewards">One per completion.</param>
    public static double? ResultOf(string datasetKind, Prompt prompt, IReadOnlyList<double> rewards) =>
        datasetKind == StoredDatasetKind.Candidates ? CandidateScores.ResultOf(prompt, rewards)
        : prompt.IsTies ? null
        : BestOfK.Four.ResultOf(rewards, chosen: 1);

    /// <summary>Scores a finished run: subsets, average, intervals. A subset that lacks a prompt gets no score.</summary>
    /// <param name="prompts">All prompts of the dataset.</param>
    /// <param name="scores">What the model made of them.</param>
    public static RunResult Compute(IReadOnlyList<PromptRow> prompts, IReadOnlyList<PromptScore> scores)
    {
        var totals = prompts.CountBy(prompt => prompt.Subset).ToDictionary();
        var complete = scores
            .GroupBy(score => score.Subset)
            .Where(subset => subset.Count() == totals[subset.Key])
            .SelectMany(subset => subset.Select(score => score.ToScoredPrompt()))
            .ToList();
        return Compute(complete, scores.Count);
    }

    private static RunResult Compute(List<ScoredPrompt> prompts, int scored)
    {
        var overall = OverallScore.Compute(BenchmarkCatalog.RewardBench2, prompts);
        var credits = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, prompts);
        var intervals = PlanFor(credits.Units).Intervals(credits);
        var counts = prompts.CountBy(prompt => prompt.Subset).ToDictionary();
        return new RunResult(
            [.. overall.Subsets.Select(subset => new SubsetScore(
                subset.Key.Name, subset.Value, intervals.Subsets[subset.Key].Low, intervals.Subsets[subset.Key].High, counts[subset.Key]))],
            overall.Average,
            intervals.Average?.Low,
            intervals.Average?.High,
            Cause: $"{scored} prompts scored");
    }

    // A plan costs more to make than to use, and runs of one dataset share its layout.
    private static BootstrapPlan PlanFor(IReadOnlyDictionary<Subset, int> units) =>
        Plans.GetOrAdd(string.Join(',', units.Select(subset => $"{subset.Key}={subset.Value}")), _ => new BootstrapPlan(BenchmarkCatalog.RewardBench2, units));

    private static readonly ConcurrentDictionary<string, BootstrapPlan> Plans = new();
}
