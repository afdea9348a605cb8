using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class AbilityFitTests
{
    private static readonly double[] Abilities = [-1.2, -0.4, 0.1, 0.5, 1.0];
    private static readonly (double Difficulty, double Discrimination)[] Curves = [(-1, 0.8), (0.2, 1.5), (0.9, 0.6), (0, 1)];

    [Fact]
    public void Scores_that_follow_the_model_give_it_back()
    {
        var fit = AbilityFit.Compute(Scores((_, _) => true))!;

        // The scale is the models' own: mean 0, deviation 1.
        var mean = Abilities.Average();
        var deviation = Math.Sqrt(Abilities.Average(ability => (ability - mean) * (ability - mean)));
        Assert.All(Abilities.Zip(fit.Abilities), pair => Assert.Equal((pair.First - mean) / deviation, pair.Second!.Value, 1e-9));
        Assert.All(Curves.Zip(fit.Benchmarks), pair =>
        {
            Assert.Equal((pair.First.Difficulty - mean) / deviation, pair.Second.Difficulty, 1e-9);
            Assert.Equal(pair.First.Discrimination * deviation, pair.Second.Discrimination, 1e-9);
        });
        Assert.All(fit.Abilities, ability => Assert.Equal(0, ability!.Interval!.Value.High - ability.Interval.Value.Low, 1e-6));
    }

    [Fact]
    public void Missing_scores_do_not_move_the_others()
    {
        var fit = AbilityFit.Compute(Scores((model, benchmark) => (model + benchmark) % 4 != 3))!;

        var order = Abilities.Order().ToList();
        Assert.Equal(
            Abilities.Select(ability => order.IndexOf(ability)),
            fit.Abilities.Select(ability => fit.Abilities.Count(other => other!.Value < ability!.Value - 1e-6)));
        Assert.All(Curves.Zip(fit.Benchmarks), pair => Assert.True(pair.Second.Discrimination > 0));
    }

    [Fact]
    public void Models_with_fewer_than_three_scores_get_no_ability()
    {
        var scores = Scores((model, benchmark) => model != 2 || benchmark < 2);

        var fit = AbilityFit.Compute(scores)!;

        Assert.Null(fit.Abilities[2]);
        Assert.Equal(4, fit.Abilities.Count(ability => ability is not null));
        Assert.Null(AbilityFit.Compute(Scores((model, benchmark) => model < 2 || benchmark < 2)));
        Assert.Null(AbilityFit.Compute([]));
    }

    [Fact]
    public void The_further_scores_lie_off_the_curves_the_wider_are_the_intervals()
    {
        double Width(double noise)
        {
            var scores = Scores((_, _) => true).Select((row, model) => row.Select((score, benchmark) =>
                (double?)Math.Clamp(score!.Value + (noise * ((((model * 7) + (benchmark * 3)) % 5) - 2)), 0, 1)).ToArray()).ToArray();
            return AbilityFit.Compute(scores)!.Abilities.Average(ability => ability!.Interval!.Value.High - ability.Interval.Value.Low);
        }

        Assert.True(Width(0.01) < Width(0.04));
    }

    [Fact]
    public void Scores_at_the_ends_and_models_all_alike_are_fitted_all_the_same()
    {
        var ends = AbilityFit.Compute([[0.0, 1.0, 0.5], [1.0, 1.0, 0.5], [0.0, 0.0, 0.5]])!;
        var alike = AbilityFit.Compute([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]])!;

        Assert.All(ends.Abilities, ability => Assert.True(double.IsFinite(ability!.Value)));
        Assert.All(alike.Abilities, ability => Assert.Equal(0, ability!.Value));
    }

    private static double?[][] Scores(Func<int, int, bool> isThere) =>
    [
        .. Abilities.Select((ability, model) => Curves.Select((curve, benchmark) =>
            isThere(model, benchmark) ? 1 / (1 + Math.Exp(-curve.Discrimination * (ability - curve.Difficulty))) : (double?)null).ToArray()),
    ];
}
