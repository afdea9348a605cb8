namespace RewardBench2.Benchmark.Statistics;

/// <summary>Best-of-N curves of reward models over a set of candidates, and the curves to read them against.</summary>
public static class BestOfNCurves
{
    /// <summary>What any n completions earn, for several models over the same prompts; see <see cref="BestOfN.OfAny"/>.</summary>
    /// <param name="rewards">By model, then by prompt: one reward per completion.</param>
    /// <param name="isCorrect">By prompt: one label per completion.</param>
    /// <param name="weights">The bootstrap of the prompts; one is made where there is none.</param>
    public static IReadOnlyList<BestOfNCurve> OfAny(
        IReadOnlyList<IReadOnlyList<double[]>> rewards, IReadOnlyList<bool[]> isCorrect, BootstrapWeights? weights = null) =>
        BestOfNCurve.Compute([.. rewards.Select(model => PerPrompt(isCorrect.Count, prompt => BestOfN.OfAny(model[prompt], isCorrect[prompt])))], weights);

    /// <summary>What a perfect reward model earns; see <see cref="BestOfN.Oracle"/>.</summary>
    public static BestOfNCurve Oracle(IReadOnlyList<bool[]> isCorrect, BootstrapWeights? weights = null) =>
        BestOfNCurve.Compute(PerPrompt(isCorrect.Count, prompt => BestOfN.Oracle(isCorrect[prompt])), weights);

    /// <summary>What a random pick earns: a flat curve.</summary>
    public static BestOfNCurve Mean(IReadOnlyList<bool[]> isCorrect, BootstrapWeights? weights = null) =>
        BestOfNCurve.Compute(
            PerPrompt(isCorrect.Count, prompt => [.. Enumerable.Repeat(BestOfN.Mean(isCorrect[prompt]), isCorrect[prompt].Length)]),
            weights);

    /// <summary>What the most frequent answer earns; see <see cref="MajorityVote.OfAny"/>.</summary>
    /// <param name="answers">By prompt: one answer per completion, <c>null</c> where there is none.</param>
    /// <param name="isCorrect">By prompt: one label per completion.</param>
    /// <param name="weights">The bootstrap of the prompts; one is made where there is none.</param>
    public static BestOfNCurve Majority(
        IReadOnlyList<IReadOnlyList<string?>> answers, IReadOnlyList<bool[]> isCorrect, BootstrapWeights? weights = null) =>
        BestOfNCurve.Compute(PerPrompt(isCorrect.Count, prompt => MajorityVote.OfAny(answers[prompt], isCorrect[prompt])), weights);

    private static double[][] PerPrompt(int prompts, Func<int, double[]> curve)
    {
        var curves = new double[prompts][];
        Parallel.For(0, prompts, prompt => curves[prompt] = curve(prompt));
        return curves;
    }
}
