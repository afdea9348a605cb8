using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>From stored rewards to a run's scores.</summary>
public static class RunResults
{
    /// <summary>A prompt's result, a fraction; <c>null</c> in Ties, whose prompts have no result of their own.</summary>
    public static double? ResultOf(string subset, IReadOnlyList<double> rewards) =>
        subset == nameof(Subset.Ties) ? null : BestOfFour.Result(rewards);

    /// <summary>Scores a finished run: subsets, average, intervals.</summary>
    public static RunResult Of(IReadOnlyList<PromptScore> scores)
    {
        var prompts = scores.Select(score => score.ToScoredPrompt()).ToList();
        var overall = OverallScore.Of(prompts);
        var counts = prompts.CountBy(prompt => prompt.Subset).ToDictionary();
        return new RunResult(
            [.. overall.Subsets.Select(subset => new SubsetScore(
                subset.Key.Name(), subset.Value, Low: null, High: null, counts[subset.Key]))],
            overall.Average,
            AverageLow: null,
            AverageHigh: null,
            Cause: $"All {prompts.Count} prompts scored");
    }
}
