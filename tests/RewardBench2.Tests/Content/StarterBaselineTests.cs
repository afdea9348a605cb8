using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Evaluation.Backends.Baselines;

namespace RewardBench2.Tests.Content;

/// <summary>No rule that knows nothing of quality may win the starter set, or lose it so surely that its reverse would.</summary>
public sealed class StarterBaselineTests
{
    [Theory]
    [InlineData("longest")]
    [InlineData("shortest")]
    [InlineData("overlap")]
    public async Task A_baseline_is_about_as_good_as_guessing_on_every_best_of_4_subset(string baseline)
    {
        foreach (var subset in Subsets.All.Where(subset => !subset.IsTies))
        {
            var accuracy = BestOfK.Four.Score(await ScoreAsync(baseline, subset));
            Assert.True(accuracy is >= 0.12 and <= 0.40, $"{baseline} scores {accuracy:F3} on {subset.Name}, guessing 0.25.");
        }
    }

    [Theory]
    [InlineData("longest")]
    [InlineData("shortest")]
    [InlineData("overlap")]
    public async Task A_baseline_fails_on_Ties(string baseline) =>
        Assert.InRange(Ties.Score(await ScoreAsync(baseline, Subsets.Ties)).Score, -0.01, 0.05);

    private static async Task<IReadOnlyCollection<ScoredPrompt>> ScoreAsync(string baseline, Subset subset)
    {
        await using var backend = new BaselineBackend(baseline);
        var scored = new List<ScoredPrompt>();
        foreach (var row in StarterFiles.Of(subset.Name))
        {
            var answer = await backend.RewardAsync(row.AsPrompt(), TestContext.Current.CancellationToken);
            scored.Add(new ScoredPrompt(row.Id, subset, answer.Rewards, row.Chosen.Count));
        }

        return scored;
    }
}
