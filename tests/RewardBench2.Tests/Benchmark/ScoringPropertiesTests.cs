using CsCheck;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Tests.Benchmark;

/// <summary>What must hold for any rewards. Rewards are small whole numbers, so that arithmetic on them is exact.</summary>
public sealed class ScoringPropertiesTests
{
    private static readonly Gen<double> Reward = Gen.Int[-20, 20].Select(whole => (double)whole);
    private static readonly Gen<double[]> FourRewards = Reward.Array[4];

    private static readonly Gen<ScoredPrompt[]> Pairs = Gen.Select(Reward.Array[2, 6], Reward.Array[3, 8], Gen.Int[1, 7])
        .Select((reference, tied, chosen) => (reference, tied, chosen: Math.Min(chosen, tied.Length - 1)))
        .Array[1, 8]
        .Select(pairs => pairs.SelectMany((pair, number) => new[]
        {
            new ScoredPrompt($"ref:{number}", Subsets.Ties, pair.reference),
            new ScoredPrompt($"tied:{number}", Subsets.Ties, pair.tied, pair.chosen),
        }).ToArray());

    [Fact]
    public void Best_of_4_is_the_same_after_any_strictly_increasing_map() =>
        Gen.Select(FourRewards, Gen.Int[0, 3]).Sample((rewards, map) =>
            ResultOf(rewards) == ResultOf(rewards.Select(reward => Map(map, reward)).ToArray()));

    [Fact]
    public void Ties_is_the_same_after_any_positive_scaling_and_shift() =>
        Gen.Select(Pairs, Gen.Int[-5, 5], Gen.Int[-100, 100]).Sample((prompts, power, shift) =>
            Ties.Score(prompts).Score
            == Ties.Score([.. prompts.Select(prompt => Rewarded(prompt, reward => (Math.ScaleB(1, power) * reward) + shift))]).Score);

    [Fact]
    public void A_constant_model_scores_a_quarter_and_nothing_on_Ties() =>
        Gen.Select(Pairs, Reward).Sample((prompts, reward) =>
        {
            Assert.Equal(0.25, ResultOf([reward, reward, reward, reward]));
            Assert.Equal(0, Ties.Score([.. prompts.Select(prompt => Rewarded(prompt, _ => reward))]).Score);
        });

    [Fact]
    public void The_order_of_rejected_completions_changes_nothing() =>
        Gen.Select(FourRewards, Gen.Shuffle(new[] { 1, 2, 3 })).Sample((rewards, order) =>
            ResultOf(rewards) == ResultOf([rewards[0], .. order.Select(i => rewards[i])]));

    [Fact]
    public void The_order_within_and_among_prompts_changes_nothing_for_Ties() =>
        Pairs.Sample(prompts =>
            Ties.Score(prompts).Score == Ties.Score([.. prompts.Reverse().Select(prompt => prompt with
            {
                Rewards =
                [
                    .. prompt.Rewards.Take(prompt.ChosenCount).Reverse(),
                    .. prompt.Rewards.Skip(prompt.ChosenCount).Reverse(),
                ],
            })]).Score);

    [Fact]
    public void Every_assignment_of_four_rewards_to_completions_averages_a_quarter()
    {
        FourRewards.Sample(rewards =>
            Assert.Equal(0.25, Permutations(rewards).Average(permuted => ResultOf(permuted)), 1e-15));
    }

    [Fact]
    public void Ties_stays_between_minus_a_hundredth_and_a_hundredth_above_one() =>
        Pairs.Sample(prompts => Ties.Score(prompts).Score is >= -0.01 and <= 1.01);

    [Fact]
    public void Raising_a_chosen_reward_never_lowers_the_result() =>
        Gen.Select(FourRewards, Gen.Int[0, 10]).Sample((rewards, more) =>
            ResultOf([rewards[0] + more, .. rewards[1..]]) >= ResultOf(rewards));

    private static double ResultOf(double[] rewards) => BestOfK.Four.ResultOf(rewards, chosen: 1);

    private static ScoredPrompt Rewarded(ScoredPrompt prompt, Func<double, double> map) =>
        prompt with { Rewards = [.. prompt.Rewards.Select(map)] };

    private static double Map(int map, double reward) => map switch
    {
        0 => (3 * reward) - 7,
        1 => reward * reward * reward,
        2 => Math.Exp(reward / 4),
        _ => Math.Atan(reward),
    };

    private static IEnumerable<double[]> Permutations(double[] values) =>
        values.Length <= 1
            ? [values]
            : values.SelectMany((value, i) =>
                Permutations([.. values[..i], .. values[(i + 1)..]]).Select(rest => (double[])[value, .. rest]));
}
