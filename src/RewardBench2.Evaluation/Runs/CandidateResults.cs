using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>From rewards of sampled candidates to a run's best-of-N scores.</summary>
public static class CandidateResults
{
    /// <summary>What <see cref="DatasetRow.Kind"/> says of a set of candidates.</summary>
    public const string Kind = "candidates";

    /// <summary>What taking the highest-rewarded of all candidates earns: the share of right ones among those highest.</summary>
    public static double ResultOf(Prompt prompt, IReadOnlyList<double> rewards)
    {
        var highest = rewards.Max();
        int[] taken = [.. Enumerable.Range(0, rewards.Count).Where(i => rewards[i] == highest)];
        return taken.Average(i => prompt.Completions[i].IsChosen ? 1.0 : 0.0);
    }

    /// <summary>The name under which best-of-n is stored, such as <c>best-of-4</c>.</summary>
    public static string Name(int n) => string.Create(CultureInfo.InvariantCulture, $"best-of-{n}");

    /// <summary>Best-of-n for n = 1, 2, 4, … and N, each over all subsets of n candidates, with intervals over prompts.</summary>
    /// <remarks>Where prompts have different numbers of candidates, N is the smallest. There is no average of such scores.</remarks>
    public static RunResult Of(IReadOnlyList<PromptScore> scores, IReadOnlyList<PromptLabels> labels)
    {
        var byPrompt = labels.ToDictionary(label => label.PromptId);
        var curve = BestOfNCurves.OfAny([[.. scores.Select(score => score.Rewards)]], [.. scores.Select(score => byPrompt[score.PromptId].IsCorrect)])[0];
        return new RunResult(
            [.. Steps(curve.Values.Count).Select(n => new SubsetScore(
                Name(n), curve.Values[n - 1], curve.Intervals[n - 1].Low, curve.Intervals[n - 1].High, scores.Count))],
            Average: null,
            AverageLow: null,
            AverageHigh: null,
            Cause: $"All {scores.Count} prompts scored");
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
}
