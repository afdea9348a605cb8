using System.Collections.Concurrent;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Scoring;

/// <summary>From stored rewards to a run's scores.</summary>
public static class BenchmarkScores
{
    // A plan costs more to make than to use, and runs of one dataset share its layout.
    private static readonly ConcurrentDictionary<string, BootstrapPlan> Plans = new();

    /// <summary>A prompt's result, a fraction; <c>null</c> where its rule scores prompts only together, as in Ties.</summary>
    /// <param name="benchmark">What the prompt is of; <c>null</c> for candidates: there it is what best-of-N earns with all N.</param>
    /// <param name="prompt">The prompt with its labels.</param>
    /// <param name="rewards">One per completion.</param>
    public static double? ResultOf(BenchmarkDefinition? benchmark, Prompt prompt, IReadOnlyList<double> rewards) =>
        benchmark is null ? CandidateScores.ResultOf(prompt, rewards)
        : benchmark.SubsetNamed(prompt.Subset)?.Rule is PromptRule rule ? rule.ResultOf(rewards, prompt.ChosenCount)
        : null;

    /// <summary>
    /// Scores a finished run: subsets, average, sections and measures, each with its interval. A subset that lacks a prompt gets no score.
    /// </summary>
    /// <param name="benchmark">What the dataset's prompts are of.</param>
    /// <param name="prompts">All prompts of the dataset.</param>
    /// <param name="scores">What the model made of them.</param>
    public static RunResult Compute(BenchmarkDefinition benchmark, IReadOnlyList<PromptRow> prompts, IReadOnlyList<PromptScore> scores)
    {
        var totals = prompts.CountBy(prompt => prompt.Subset).ToDictionary();
        var complete = scores
            .GroupBy(score => score.Subset)
            .Where(subset => subset.Count() == totals[subset.Key])
            .SelectMany(subset => subset.Select(score => score.ToScoredPrompt(benchmark)))
            .ToList();
        var subsets = SubsetsOf(benchmark, complete, out var average);
        return new RunResult(
            [.. subsets, .. FurtherScore.Of(benchmark).Select(further => Further(further, complete)).OfType<SubsetScore>()],
            average?.Score,
            average?.Low,
            average?.High,
            Cause: $"{scores.Count} prompts scored");
    }

    private static SubsetScore[] SubsetsOf(BenchmarkDefinition benchmark, IReadOnlyCollection<ScoredPrompt> prompts, out SubsetScore? average)
    {
        var overall = OverallScore.Compute(benchmark, prompts);
        var credits = ModelCredits.Compute(benchmark, prompts);
        var intervals = PlanFor(benchmark, credits.Units).Intervals(credits);
        var counts = prompts.CountBy(prompt => prompt.Subset).ToDictionary();
        average = overall.Average is { } mean
            ? new SubsetScore(Subsets.Average, mean, intervals.Average?.Low, intervals.Average?.High, prompts.Count)
            : null;
        return
        [
            .. overall.Subsets.Select(subset => new SubsetScore(
                subset.Key.Name, subset.Value, intervals.Subsets[subset.Key].Low, intervals.Subsets[subset.Key].High, counts[subset.Key])),
        ];
    }

    private static SubsetScore? Further(FurtherScore further, IReadOnlyCollection<ScoredPrompt> prompts)
    {
        var counting = further.Select(prompts);
        if (counting.Count == 0 || counting.Any(prompt => prompt.Rewards.Count == 0 && prompt.ReportedResult is null))
        {
            return null;
        }

        SubsetsOf(further.Definition, counting, out var average);
        return average is null ? null : average with { Subset = further.Name };
    }

    private static BootstrapPlan PlanFor(BenchmarkDefinition benchmark, IReadOnlyDictionary<Subset, int> units) => Plans.GetOrAdd(
        $"{benchmark.Name}: {string.Join(',', units.Select(subset => $"{subset.Key}={subset.Value}/{benchmark.Divisor(subset.Key):R}"))}",
        _ => new BootstrapPlan(benchmark, units));
}
