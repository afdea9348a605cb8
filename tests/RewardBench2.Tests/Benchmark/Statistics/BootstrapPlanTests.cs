using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Tests.Benchmark.Statistics;

public sealed class BootstrapPlanTests
{
    [Fact]
    public void Contributions_average_to_the_scores()
    {
        var prompts = MadeUpModel.Prompts(seed: 1);
        var score = OverallScore.Compute(BenchmarkCatalog.RewardBench2, prompts);
        var credits = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, prompts);

        Assert.All(score.Subsets, subset => Assert.Equal(subset.Value, credits.Subsets[subset.Key].Score, 1e-12));
        Assert.Equal(score.Average!.Value, credits.Average!.Value, 1e-12);
    }

    [Fact]
    public void Contributions_average_to_the_score_of_Ties_with_halves_missing()
    {
        var prompts = MadeUpModel.Prompts(seed: 2, share: 0.4).Where(prompt => prompt.Subset == Subsets.Ties && prompt.Id is not ("ref:1" or "tied:3" or "ref:7")).ToList();

        Assert.Equal(Ties.Score(prompts).Score, Subsets.Ties.Rule.Credits(prompts).Score, 1e-12);
    }

    [Fact]
    public void An_interval_of_Ties_comes_from_the_whole_formula_on_resampled_pairs()
    {
        var prompts = MadeUpModel.Prompts(seed: 3, skill: 4).Where(prompt => prompt.Subset == Subsets.Ties).ToList();
        var credits = Subsets.Ties.Rule.Credits(prompts);
        var weights = new BootstrapWeights(credits.Values.Length, resamples: 50, seed: 9);
        var sums = weights.Sums([credits.Values])[0];

        for (var resample = 0; resample < weights.Resamples; resample++)
        {
            var copies = new List<ScoredPrompt>();
            for (var unit = 0; unit < weights.Units; unit++)
            {
                for (var copy = 0; copy < weights.Weight(resample, unit); copy++)
                {
                    copies.AddRange(prompts.Where(prompt => Ties.ParseId(prompt.Id)!.Value.Number == unit)
                        .Select(prompt => prompt with { Id = $"{prompt.Id}{copy:D3}" }));
                }
            }

            Assert.Equal(Ties.Score(copies).Score, sums[resample] / weights.Units, 1e-12);
        }
    }

    [Fact]
    public void Every_resample_draws_as_many_units_as_there_are()
    {
        var weights = new BootstrapWeights(units: 37, resamples: 21);

        Assert.All(
            Enumerable.Range(0, 21),
            resample => Assert.Equal(37, Enumerable.Range(0, 37).Sum(unit => weights.Weight(resample, unit))));
        Assert.All(weights.Sums([[.. Enumerable.Repeat(1.0, 37)]])[0], sum => Assert.Equal(37, sum));
    }

    [Fact]
    public void Sums_equal_weights_times_values()
    {
        var weights = new BootstrapWeights(units: 10, resamples: 40, seed: 5);
        double[] values = [.. Enumerable.Range(1, 10).Select(i => 1.0 / i)];

        var sums = weights.Sums([values])[0];

        Assert.Equal(40, sums.Length);
        Assert.All(
            Enumerable.Range(0, 40),
            resample => Assert.Equal(values.Select((value, unit) => value * weights.Weight(resample, unit)).Sum(), sums[resample], 1e-12));
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_seed_others()
    {
        var model = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 4));

        var intervals = Enumerable.Range(0, 3).Select(i => new BootstrapPlan(BenchmarkCatalog.RewardBench2, model.Units, seed: i / 2).Intervals(model).Average).ToList();

        Assert.Equal(intervals[0], intervals[1]);
        Assert.NotEqual(intervals[0], intervals[2]);
    }

    [Fact]
    public void A_subset_has_the_same_interval_whatever_else_the_model_was_scored_on()
    {
        var all = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 5));
        var one = new ModelCredits(BenchmarkCatalog.RewardBench2, new Dictionary<Subset, SubsetCredits> { [Subsets.Math] = all.Subsets[Subsets.Math] });

        var intervals = new BootstrapPlan(BenchmarkCatalog.RewardBench2, one.Units).Intervals(one);

        Assert.Equal(new BootstrapPlan(BenchmarkCatalog.RewardBench2, all.Units).Intervals(all).Subsets[Subsets.Math], intervals.Subsets[Subsets.Math]);
        Assert.Null(intervals.Average);
    }

    [Fact]
    public void The_order_of_prompts_changes_nothing()
    {
        var prompts = MadeUpModel.Prompts(seed: 6);
        var (model, reversed) = (ModelCredits.Compute(BenchmarkCatalog.RewardBench2, prompts), ModelCredits.Compute(BenchmarkCatalog.RewardBench2, prompts.AsEnumerable().Reverse()));
        var plan = new BootstrapPlan(BenchmarkCatalog.RewardBench2, model.Units);

        Assert.Equal(plan.Intervals(model).Subsets, plan.Intervals(reversed).Subsets);
    }

    [Fact]
    public void A_perfect_model_has_an_interval_without_width_but_for_Ties()
    {
        var model = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 7, skill: 1000));

        var intervals = new BootstrapPlan(BenchmarkCatalog.RewardBench2, model.Units).Intervals(model);

        Assert.All(Subsets.All.Where(subset => !subset.IsTies), subset => Assert.Equal(0, intervals.Subsets[subset].Width, 1e-12));
        Assert.Equal(1, intervals.Subsets[Subsets.Math].Low, 1e-12);
    }

    [Fact]
    public void The_bootstrap_agrees_with_the_binomial_on_a_subset_of_official_size()
    {
        var model = ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 8, share: 1));

        var interval = BootstrapPlan.Whole(BenchmarkCatalog.RewardBench2, resamples: 4000).Intervals(model).Subsets[Subsets.Safety];
        var approximate = ApproximateInterval.OfSubset(Subsets.Safety, model.Subsets[Subsets.Safety].Score)!.Value;

        Assert.Equal(approximate.Low, interval.Low, 0.01);
        Assert.Equal(approximate.High, interval.High, 0.01);
    }

    [Fact]
    public void Percentiles_are_linear_between_neighbours()
    {
        double[] draws = [.. Enumerable.Range(0, 101).Select(i => (double)i).Reverse()];

        Assert.Equal(new Interval(2.5, 97.5), Percentiles.Interval(draws), (a, b) => Math.Abs(a.Low - b.Low) + Math.Abs(a.High - b.High) < 1e-9);
    }

    [Fact]
    public void A_model_of_another_layout_is_refused()
    {
        var (small, large) = (ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 9)), ModelCredits.Compute(BenchmarkCatalog.RewardBench2, MadeUpModel.Prompts(seed: 9, share: 0.2)));

        Assert.Throws<ArgumentException>(() => new BootstrapPlan(BenchmarkCatalog.RewardBench2, small.Units).Intervals(large));
    }
}
