using CsCheck;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class BestOfNTests
{
    // Few different rewards and answers, so that many are shared.
    private static readonly Gen<(int Reward, bool IsCorrect, int Answer)[]> Completions =
        Gen.Select(Gen.Int[0, 4], Gen.Bool, Gen.Int[-1, 3]).Array[1, 7];

    [Fact]
    public void Over_all_subsets_the_curve_equals_taking_every_subset_in_turn() =>
        Completions.Sample(completions =>
        {
            var (rewards, labels) = Split(completions);
            AssertEqual(ByEverySubset(rewards.Length, chosen => Earned(rewards, labels, chosen)), BestOfN.OfAny(rewards, labels));
        });

    [Fact]
    public void The_oracle_equals_taking_every_subset_in_turn() =>
        Completions.Sample(completions =>
        {
            var (_, labels) = Split(completions);
            AssertEqual(ByEverySubset(labels.Length, chosen => chosen.Any(i => labels[i]) ? 1 : 0), BestOfN.Oracle(labels));
        });

    [Fact]
    public void Majority_equals_taking_every_subset_in_turn() =>
        Completions.Sample(completions =>
        {
            var (_, labels) = Split(completions);
            string?[] answers = [.. completions.Select(completion => completion.Answer < 0 ? null : $"{completion.Answer}")];
            AssertEqual(ByEverySubset(labels.Length, chosen => Voted(answers, labels, chosen)), MajorityVote.OfAny(answers, labels));
        });

    [Fact]
    public void The_highest_reward_is_taken_and_shared_rewards_share()
    {
        double[] rewards = [1, 1, 0, 2];
        bool[] labels = [false, true, false, true];

        Assert.Equal([0, 0.5, 0.5, 1], Enumerable.Range(1, 4).Select(n => HighestReward.ShareCorrect(rewards[..n], i => labels[i])));
    }

    [Fact]
    public void One_completion_earns_the_mean_and_all_of_them_the_best() =>
        Completions.Sample(completions =>
        {
            var (rewards, labels) = Split(completions);
            var curve = BestOfN.OfAny(rewards, labels);
            Assert.Equal(BestOfN.Mean(labels), curve[0], 1e-12);
            Assert.Equal(HighestReward.ShareCorrect(rewards, i => labels[i]), curve[^1], 1e-12);
        });

    [Fact]
    public void Rewards_that_are_the_labels_earn_what_the_oracle_earns() =>
        Completions.Sample(completions =>
        {
            var (_, labels) = Split(completions);
            AssertEqual(BestOfN.Oracle(labels), BestOfN.OfAny([.. labels.Select(label => label ? 1.0 : 0.0)], labels));
        });

    [Fact]
    public void A_constant_model_earns_the_mean_whatever_n() =>
        Completions.Sample(completions =>
        {
            var (_, labels) = Split(completions);
            Assert.All(BestOfN.OfAny(new double[labels.Length], labels), value => Assert.Equal(BestOfN.Mean(labels), value, 1e-12));
        });

    [Fact]
    public void Many_completions_lose_no_precision()
    {
        bool[] labels = [.. Enumerable.Range(0, 500).Select(i => i % 3 == 0)];
        string[] answers = [.. Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? "right" : $"wrong {i % 4}")];

        Assert.Equal(1, BestOfN.OfAny([.. Enumerable.Range(0, 500).Select(i => i == 300 ? 9.0 : i % 7)], labels)[^1], 1e-9);
        Assert.All(MajorityVote.OfAny(answers, labels), value => Assert.InRange(value, 0, 1 + 1e-9));
        Assert.Equal(1, MajorityVote.OfAny(answers, labels)[^1], 1e-9);
    }

    [Fact]
    public void A_curve_averages_prompts_and_is_cut_to_the_shortest()
    {
        var curve = BestOfNCurve.Compute([[0, 0.5, 1], [1, 0.5]]);

        Assert.Equal([0.5, 0.5], curve.Values);
        Assert.Equal(1, curve.BestN);
        Assert.Equal(new Interval(0, 1), curve.Intervals[0]);
        Assert.Equal(new Interval(0.5, 0.5), curve.Intervals[1]);
    }

    [Fact]
    public void Each_model_of_several_has_the_curve_it_has_alone()
    {
        bool[][] labels = [[true, false, false], [false, true, true]];
        double[][] good = [[3, 2, 1], [0, 1, 1]];
        double[][] bad = [[1, 2, 3], [1, 0, 0]];

        var curves = BestOfNCurves.OfAny([good, bad], labels);

        Assert.Equal(BestOfNCurves.OfAny([bad], labels)[0].Values, curves[1].Values);
        Assert.Equal(BestOfNCurves.OfAny([bad], labels)[0].Intervals, curves[1].Intervals);
        Assert.Equal(BestOfNCurves.Oracle(labels).Values, curves[0].Values, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_completion_without_a_label_is_refused() =>
        Assert.Throws<ArgumentException>(() => BestOfN.OfAny([1, 2], [true]));

    private static (double[] Rewards, bool[] Labels) Split((int Reward, bool IsCorrect, int Answer)[] completions) =>
        ([.. completions.Select(completion => (double)completion.Reward)], [.. completions.Select(completion => completion.IsCorrect)]);

    private static double Earned(double[] rewards, bool[] labels, int[] chosen)
    {
        var highest = chosen.Max(i => rewards[i]);
        return chosen.Where(i => rewards[i] == highest).Average(i => labels[i] ? 1.0 : 0.0);
    }

    private static double Voted(string?[] answers, bool[] labels, int[] chosen)
    {
        if (chosen.All(i => answers[i] is null))
        {
            return chosen.Average(i => labels[i] ? 1.0 : 0.0);
        }

        var votes = chosen.Where(i => answers[i] is not null).GroupBy(i => answers[i]).ToList();
        var most = votes.Max(answer => answer.Count());
        return votes.Where(answer => answer.Count() == most).Average(answer => answer.Average(i => labels[i] ? 1.0 : 0.0));
    }

    private static double[] ByEverySubset(int completions, Func<int[], double> earned) =>
    [
        .. Enumerable.Range(1, completions).Select(n => Enumerable.Range(1, (1 << completions) - 1)
            .Select(subset => Enumerable.Range(0, completions).Where(i => (subset & (1 << i)) != 0).ToArray())
            .Where(chosen => chosen.Length == n)
            .Average(earned)),
    ];

    private static void AssertEqual(double[] expected, double[] actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-12);
}
