using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Evaluation.Scoring;

public sealed class CandidateScoresTests
{
    [Theory]
    [InlineData(1.0, new[] { 0.1, 0.9, 0.2 })] // the right one alone on top
    [InlineData(0.0, new[] { 0.9, 0.1, 0.2 })]
    [InlineData(0.5, new[] { 0.9, 0.9, 0.2 })] // shared by a right and a wrong one
    [InlineData(1 / 3.0, new[] { 0.5, 0.5, 0.5 })]
    public void A_prompt_earns_the_share_of_right_candidates_among_those_rewarded_most(double result, double[] rewards) =>
        Assert.Equal(result, BenchmarkScores.ResultOf(benchmark: null, Prompt("gsm8k"), rewards)!.Value, precision: 12);

    [Fact]
    public void A_task_may_be_called_like_a_subset() =>
        Assert.Equal(1, BenchmarkScores.ResultOf(benchmark: null, Prompt("Ties"), [0.1, 0.9, 0.2]));

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(8, new[] { 1, 2, 4, 8 })]
    [InlineData(12, new[] { 1, 2, 4, 8, 12 })]
    public void Scores_are_kept_for_powers_of_two_and_for_all(int completions, int[] steps) =>
        Assert.Equal(steps, CandidateScores.Steps(completions));

    [Fact]
    public void A_run_on_candidates_has_a_score_for_each_step_and_no_average()
    {
        var result = CandidateScores.Compute([Labels(1, [false, true, false])], [Score(1, [0.1, 0.9, 0.2])]);
        Assert.Equal(["best-of-1", "best-of-2", "best-of-3"], result.Subsets.Select(score => score.Subset));
        Assert.Equal([1 / 3.0, 2 / 3.0, 1], result.Subsets.Select(score => Math.Round(score.Score, 12)), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Null(result.Average);
    }

    [Fact]
    public void Where_prompts_differ_in_number_the_smallest_ends_the_scores() =>
        Assert.Equal(
            ["best-of-1", "best-of-2"],
            CandidateScores.Compute(
                [Labels(1, [false, true, false]), Labels(2, [true, false])],
                [Score(1, [0.1, 0.9, 0.2]), Score(2, [1, 2])]).Subsets.Select(score => score.Subset));

    [Fact]
    public void Missing_prompts_or_rewards_leave_a_run_without_scores()
    {
        Assert.Empty(CandidateScores.Compute([Labels(1, [true, false]), Labels(2, [true, false])], [Score(1, [1, 2])]).Subsets);
        Assert.Empty(CandidateScores.Compute([Labels(1, [true, false])], [Score(1, [])]).Subsets);
    }

    private static Prompt Prompt(string task) => new(
        "p", task, "?", [new Completion("a", IsChosen: false), new Completion("b", IsChosen: true), new Completion("c", IsChosen: false)]);

    private static PromptLabels Labels(long promptId, bool[] isCorrect) =>
        new(promptId, $"p{promptId}", "gsm8k", isCorrect, new string?[isCorrect.Length]);

    private static PromptScore Score(long promptId, double[] rewards)
    {
        var bytes = new byte[rewards.Length * sizeof(double)];
        Buffer.BlockCopy(rewards, 0, bytes, 0, bytes.Length);
        return new PromptScore
        {
            PromptId = promptId,
            Position = 0,
            Id = $"p{promptId}",
            Subset = "gsm8k",
            ChosenCount = 1,
            Blob = bytes,
            Result = null,
            Error = null,
        };
    }
}
