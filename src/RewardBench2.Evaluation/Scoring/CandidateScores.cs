using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Scoring;

/// <summary>From rewards of sampled candidates to a run's best-of-N scores.</summary>
public static class CandidateScores
{
    /// <summary>What taking the highest-rewarded of all candidates earns: the share of right ones among those highest.</summary>
    public static double ResultOf(Prompt prompt, IReadOnlyList<double> rewards) =>
        HighestReward.ShareCorrect(rewards, isCorrect: i => prompt.Completions[i].IsChosen);

    /// <summary>The name under which best-of-n is stored, such as <c>best-of-4</c>.</summary>
    public static string Name(int n) => string.Create(CultureInfo.InvariantCulture, $"best-of-{n}");

    /// <summary>Best-of-n for n = 1, 2, 4, … and N, each over all subsets of n candidates, with intervals over prompts.</summary>
    /// <param name="labels">Of all prompts of the dataset.</param>
    /// <param name="scores">What the model made of them.</param>
    /// <remarks>
    /// Where prompts have different numbers of candidates, N is the smallest. There is no average of such scores, and no
    /// score at all while a prompt or its rewards are missing.
    /// </remarks>
    public static RunResult Compute(IReadOnlyList<PromptLabels> labels, IReadOnlyList<PromptScore> scores)
    {
        var rewards = scores.ToDictionary(score => score.PromptId, score => score.Rewards);
        var isComplete = labels.All(label => rewards.TryGetValue(label.PromptId, out var own) && own.Length == label.IsCorrect.Length);
        return new RunResult(
            isComplete ? Scores(labels, [.. labels.Select(label => rewards[label.PromptId])]) : [],
            Average: null,
            AverageLow: null,
            AverageHigh: null,
            Cause: $"{scores.Count} prompts scored");
    }

    /// <summary>1, 2, 4, … up to N, and N itself.</summary>
    public static IEnumerable<int> Steps(int completions)
    {
        for (var n = 1; n < completions; n *= 2)
        {
            yield return n;
        }

        yield return completions;
    }

    private static SubsetScore[] Scores(IReadOnlyList<PromptLabels> labels, double[][] rewards)
    {
        var curve = BestOfNCurves.OfAny([rewards], [.. labels.Select(label => label.IsCorrect)])[0];
        return
        [
            .. Steps(curve.Values.Count).Select(n => new SubsetScore(
                Name(n), curve.Values[n - 1], curve.Intervals[n - 1].Low, curve.Intervals[n - 1].High, labels.Count)),
        ];
    }
}
