using System.Globalization;
using RewardBench2.Benchmark;

namespace RewardBench2.Tests.Content;

/// <summary>The README's worked pair of Ties is what the code computes.</summary>
public sealed class ReadmeTests
{
    private static readonly TiesScore Score = Ties.Score(
    [
        new ScoredPrompt("ref:1", Subsets.Ties, [4.0, 0.5, 0.2]),
        new ScoredPrompt("tied:1", Subsets.Ties, [3.2, 3.0, 2.4, 0.9, 1.2], ChosenCount: 3),
    ]);

    [Fact]
    public void The_worked_pair_of_Ties_has_the_margins_and_the_spread_it_states()
    {
        var pair = Score.Pairs[0];

        AssertStated($"m_ref = {pair.Ref.Margin:0.0}.");
        AssertStated($"m_tied = {pair.Tied.Margin:0.0} and d = {pair.Spread:0.0}.");
    }

    [Fact]
    public void The_worked_pair_of_Ties_scores_what_it_states()
    {
        Assert.Equal(new TiesTerms(1, 1, 1, 1, Score.Terms.Closeness), Score.Terms);
        AssertStated($"tanh(1.2 / 0.8 - 1) = {Score.Terms.Closeness:0.0000}");
        AssertStated($"0.01 × {Score.Terms.Closeness:0.0000} = {Score.Score:0.0000}.");
    }

    [Fact]
    public void The_weights_of_Ties_are_those_of_the_formula() =>
        Assert.Equal(
            (0.30, 0.30, 0.20, 0.20, 0.01),
            (TiesWeights.TiedAccuracy, TiesWeights.RefAccuracy, TiesWeights.TiedMarginBeyondSpread, TiesWeights.BothMarginsBeyondSpread, TiesWeights.Closeness));

    private static void AssertStated(FormattableString text) =>
        Assert.Contains(text.ToString(CultureInfo.InvariantCulture), Readme(), StringComparison.Ordinal);

    private static string Readme() =>
        string.Join(' ', File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
