namespace RewardBench2.Benchmark.Statistics;

/// <summary>What all models together say about one prompt.</summary>
/// <param name="Models">How many models have a result on it.</param>
/// <param name="ShareRight">The mean result over models, a fraction between 0 and 1; <c>null</c> without models.</param>
/// <param name="MeanMargin">
/// The mean over models of the margin (worst chosen minus best rejected reward) in units of each model's typical margin,
/// the root of its mean square over all prompts; above 0 where models tend to be right; <c>null</c> without margins.
/// </param>
/// <param name="Discrimination">
/// The correlation over models of the result on this prompt with the mean result on all others, between -1 and 1.
/// Below 0, good models fail where weak ones succeed: look at the label. <c>null</c> with fewer than three models, or
/// where all have the same result.
/// </param>
/// <param name="Disagreement">4 x share right x share wrong: 0 where all models agree, 1 where they are evenly split; <c>null</c> without models.</param>
/// <remarks>Discrimination is the corrected item-total correlation of test theory.</remarks>
public sealed record PromptMeasures(int Models, double? ShareRight, double? MeanMargin, double? Discrimination, double? Disagreement)
{
    /// <summary>Measures every prompt of a dataset.</summary>
    /// <param name="results">By model, then by prompt: what it earned, a fraction (of Ties 1 where all chosen beat all rejected); <c>null</c> where missing.</param>
    /// <param name="margins">By model, then by prompt: see <see cref="RewardMargin"/>; <c>null</c> where there are no rewards.</param>
    /// <returns>One per prompt, in order.</returns>
    public static IReadOnlyList<PromptMeasures> Compute(IReadOnlyList<double?[]> results, IReadOnlyList<double?[]> margins)
    {
        var prompts = results.Count == 0 ? 0 : results[0].Length;
        if (margins.Count != results.Count || results.Concat(margins).Any(row => row.Length != prompts))
        {
            throw new ArgumentException("Every model needs a result and a margin, or null, for each prompt.", nameof(margins));
        }

        double[] typical = [.. margins.Select(row => RewardMargin.Typical(row.OfType<double>()))];
        double[] totals = [.. results.Select(row => row.Sum(result => result ?? 0))];
        int[] counts = [.. results.Select(row => row.Count(result => result is not null))];
        var measures = new PromptMeasures[prompts];
        Parallel.For(0, prompts, prompt =>
        {
            List<double> here = [], elsewhere = [], standard = [];
            for (var model = 0; model < results.Count; model++)
            {
                if (margins[model][prompt] is { } margin)
                {
                    standard.Add(typical[model] > 0 ? margin / typical[model] : 0);
                }

                if (results[model][prompt] is { } result)
                {
                    here.Add(result);
                    elsewhere.Add(counts[model] > 1 ? (totals[model] - result) / (counts[model] - 1) : 0);
                }
            }

            measures[prompt] = Compute(here, elsewhere, standard);
        });
        return measures;
    }

    private static PromptMeasures Compute(List<double> here, List<double> elsewhere, List<double> margins)
    {
        double? share = here.Count > 0 ? here.Average() : null;
        var discrimination = Correlation.WithFisher(CorrelationMethod.Pearson, [.. here], [.. elsewhere]).Coefficient;
        return new PromptMeasures(
            here.Count,
            share,
            margins.Count > 0 ? margins.Average() : null,
            discrimination,
            4 * share * (1 - share));
    }
}
