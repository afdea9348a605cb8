namespace RewardBench2.Web.Prompts;

/// <summary>What all models together say of a prompt. Baselines are left out as soon as there is any other model.</summary>
/// <param name="Right">How many models get it right.</param>
/// <param name="Shared">How many give the chosen completion a shared highest reward.</param>
/// <param name="Wrong">How many get it wrong.</param>
/// <param name="Failed">Of how many nothing could be read.</param>
/// <param name="ShareRight">Mean result, a fraction; <c>null</c> without any result.</param>
/// <param name="MeanMargin">Mean margin, in standard deviations of each model's own margins; <c>null</c> without rewards.</param>
/// <param name="Discrimination">
/// Correlation over models of the result here with the model's average, -1 to 1; <c>null</c> for fewer than three models or
/// where all agree. Negative: the better models get it wrong.
/// </param>
/// <param name="Disagreement">The chance that one of two models drawn at random is right and the other is not; <c>null</c> for fewer than two.</param>
public sealed record PromptMeasures(
    int Right,
    int Shared,
    int Wrong,
    int Failed,
    double? ShareRight,
    double? MeanMargin,
    double? Discrimination,
    double? Disagreement)
{
    /// <summary>How many models have a result.</summary>
    public int Scored => Right + Shared + Wrong;

    public static PromptMeasures Of(int prompt, IReadOnlyList<ExplorerModel> models)
    {
        int right = 0, shared = 0, wrong = 0, failed = 0, margins = 0;
        double credits = 0, marginSum = 0;
        foreach (var model in models)
        {
            var credit = model.Credits[prompt];
            failed += model.HasFailed[prompt] ? 1 : 0;
            right += credit >= 1 ? 1 : 0;
            shared += credit is > 0 and < 1 ? 1 : 0;
            wrong += credit <= 0 ? 1 : 0;
            credits += double.IsNaN(credit) ? 0 : credit;
            if (!double.IsNaN(model.Margins[prompt]))
            {
                margins++;
                marginSum += model.Margins[prompt];
            }
        }

        var scored = right + shared + wrong;
        return new PromptMeasures(
            right,
            shared,
            wrong,
            failed,
            scored == 0 ? null : credits / scored,
            margins == 0 ? null : marginSum / margins,
            DiscriminationOf(prompt, models, scored),
            scored < 2 ? null : 2.0 * right * (scored - right) / (scored * (scored - 1.0)));
    }

    private static double? DiscriminationOf(int prompt, IReadOnlyList<ExplorerModel> models, int scored)
    {
        if (scored < 3)
        {
            return null;
        }

        double meanCredit = 0, meanAverage = 0;
        foreach (var model in models.Where(model => !double.IsNaN(model.Credits[prompt])))
        {
            meanCredit += model.Credits[prompt] / scored;
            meanAverage += AverageOf(model) / scored;
        }

        double together = 0, ofCredits = 0, ofAverages = 0;
        foreach (var model in models.Where(model => !double.IsNaN(model.Credits[prompt])))
        {
            var credit = model.Credits[prompt] - meanCredit;
            var average = AverageOf(model) - meanAverage;
            together += credit * average;
            ofCredits += credit * credit;
            ofAverages += average * average;
        }

        // Rounding leaves crumbs where all values are alike; a correlation of crumbs is noise.
        return ofCredits < 1e-12 || ofAverages < 1e-12 ? null : together / Math.Sqrt(ofCredits * ofAverages);
    }

    private static double AverageOf(ExplorerModel model) => model.Average ?? model.MeanCredit;
}
